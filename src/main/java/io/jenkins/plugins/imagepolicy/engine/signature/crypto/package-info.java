/**
 * Hashes and signatures: by the JDK's own providers, and ECDSA in quantity by Bouncy Castle's curves. Ed25519 stays with the JDK,
 * since Bouncy Castle's shorter equation may pass over a point of small order; RSA costs the same in both. No security provider is
 * registered: one jar carries everything, and a signed provider would lose its signature in it.
 */
package io.jenkins.plugins.imagepolicy.engine.signature.crypto;
