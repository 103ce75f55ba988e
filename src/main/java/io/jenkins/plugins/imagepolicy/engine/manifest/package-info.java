/** Rendered Kubernetes YAML as workloads and the images they use, each with its file and line. */
package io.jenkins.plugins.imagepolicy.engine.manifest;
