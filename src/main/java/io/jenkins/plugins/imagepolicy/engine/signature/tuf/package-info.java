/** A small TUF client (theupdateframework specification 1.0) that fetches one top-level target: the trusted root. */
package io.jenkins.plugins.imagepolicy.engine.signature.tuf;
