/** Proves that a Rekor log holds an entry, and that the entry is about this very signature, key and content. */
package io.jenkins.plugins.imagepolicy.engine.signature.log;
