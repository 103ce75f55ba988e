/** A private Sigstore in memory and repositories to fill, for tests of everything that verifies. */
package io.jenkins.plugins.imagepolicy.engine.signature.testing;
