/** Builds images from Jib build files with jib-core, without a Docker daemon. */
package io.jenkins.plugins.imagepolicy.cli.build;
