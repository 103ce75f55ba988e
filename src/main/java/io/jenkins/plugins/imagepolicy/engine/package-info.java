/** The gate: one request in, one report out. */
package io.jenkins.plugins.imagepolicy.engine;
