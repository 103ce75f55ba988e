/**
 * The values that policy languages share and that Java has no type for: Go durations and time layouts, Kubernetes quantities,
 * semantic versions with ranges, shell-like wildcards. Every language stands in a package of its own below this one.
 */
package io.jenkins.plugins.imagepolicy.engine.language;
