/**
 * Decides whether what was found satisfies a demand. The decision is our own, on the JDK and Bouncy Castle's ASN.1 and CMS alone:
 * sigstore-java's verifier takes log entries without their promise and chains valid at another time, refuses what cosign writes
 * for containers, and costs a cold start of seconds.
 */
package io.jenkins.plugins.imagepolicy.engine.signature.cosign;
