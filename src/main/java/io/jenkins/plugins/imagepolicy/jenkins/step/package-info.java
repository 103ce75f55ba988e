/** The Pipeline step and the freestyle build step: from parameters to a request, and from a report to the build's result. */
package io.jenkins.plugins.imagepolicy.jenkins.step;
