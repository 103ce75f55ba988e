/** CUE source text to a syntax tree, with the offset of every node; knows nothing of meaning. */
package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;
