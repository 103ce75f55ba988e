/**
 * Reads images that lie on disk: OCI image layouts, as folder or tar file, and docker archives. What is outside the layout is never
 * opened, whatever links and names say.
 */
package io.jenkins.plugins.imagepolicy.engine.registry.layout;
