/** ClusterImagePolicy and TrustRoot as resources: strict decoding, defaulting and validation with upstream's texts. Judges nothing. */
package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;
