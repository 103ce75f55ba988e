/** Looks wherever the signatures and attestations of a digest may be stored, and keeps a trace of where it looked. */
package io.jenkins.plugins.imagepolicy.engine.signature.discovery;
