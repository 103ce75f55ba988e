/** Judges one image by one ClusterImagePolicy: authorities, attestations, and the policies on top of them. */
package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;
