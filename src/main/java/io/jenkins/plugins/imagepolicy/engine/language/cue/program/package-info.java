/** The compiled form of a policy: expressions whose names are bound, ready to be evaluated many times. */
package io.jenkins.plugins.imagepolicy.engine.language.cue.program;
