/** The languages that a ClusterImagePolicy's {@code policy} may be written in, behind one interface. */
package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;
