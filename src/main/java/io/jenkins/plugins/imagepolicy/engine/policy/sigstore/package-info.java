/** Sigstore's ClusterImagePolicy and TrustRoot, judged as the cluster's policy-controller judges them. */
package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;
