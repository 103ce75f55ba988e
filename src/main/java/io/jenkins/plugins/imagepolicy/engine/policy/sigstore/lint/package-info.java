/** Warns of what is valid in a ClusterImagePolicy and yet not what its author can have meant. */
package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;
