/**
 * Unifies a compiled policy with an input on CUE's lattice: every field collects its conjuncts until no more can come, then
 * is judged. What cannot be decided as CUE does ends the evaluation; nothing is guessed.
 */
package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;
