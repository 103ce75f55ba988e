/**
 * YAML and JSON files as trees that know where each part stands. Anchors, aliases and merge keys are resolved as Kubernetes
 * tools do; limits on size, depth and aliases hold; a duplicate key is an error.
 */
package io.jenkins.plugins.imagepolicy.engine.document;
