/** What was found beside an image and claims to sign it: parsed, but believed by nobody yet. */
package io.jenkins.plugins.imagepolicy.engine.signature.artefact;
