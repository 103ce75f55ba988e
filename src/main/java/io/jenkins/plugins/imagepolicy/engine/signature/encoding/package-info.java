/** Reads JSON, base64 and PEM strictly: what another reader might read differently is refused. */
package io.jenkins.plugins.imagepolicy.engine.signature.encoding;
