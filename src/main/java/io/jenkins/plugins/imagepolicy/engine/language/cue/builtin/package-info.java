/** The functions and constants of CUE's packages, on data alone: no file, no network, no clock, no randomness. */
package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;
