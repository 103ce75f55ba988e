/** What the build packages: the runnable jar and the plugin. */
package io.jenkins.plugins.imagepolicy.packaging;
