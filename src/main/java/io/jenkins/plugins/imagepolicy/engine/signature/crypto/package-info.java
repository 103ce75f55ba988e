/**
 * Hashes and signatures by the JDK's own providers. No security provider is registered: one jar carries everything, and a
 * signed provider would lose its signature in it.
 */
package io.jenkins.plugins.imagepolicy.engine.signature.crypto;
