/** Judging one image by {@code verifyImages} rules: attestors, attestations, digests, and what a resource makes of it all. */
package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;
