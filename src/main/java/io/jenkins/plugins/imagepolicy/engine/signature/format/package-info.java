/** Reads what cosign and other Sigstore clients store, strictly: simple-signing layers, DSSE layers, Sigstore bundles, statements. */
package io.jenkins.plugins.imagepolicy.engine.signature.format;
