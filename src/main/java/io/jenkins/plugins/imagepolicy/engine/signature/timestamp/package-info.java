/** Proves with RFC 3161 timestamps that a trusted authority has seen certain bytes, and when. */
package io.jenkins.plugins.imagepolicy.engine.signature.timestamp;
