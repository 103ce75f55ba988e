/**
 * Finds and verifies the signatures and attestations of one digest. What comes out as verified has been verified against the
 * demand completely; everything else comes out as a refusal with its cause.
 */
package io.jenkins.plugins.imagepolicy.engine.signature;
