/** CUE values that are data: scalars, lists and structs, their kinds, their order and how CUE writes them. */
package io.jenkins.plugins.imagepolicy.engine.language.cue.value;
