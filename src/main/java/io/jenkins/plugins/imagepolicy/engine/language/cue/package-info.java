/**
 * Evaluates {@code type: cue} policies as policy-controller does: the text is compiled alone, unified with the JSON input and
 * searched for conflicts without requiring concrete values. What CUE might accept and this evaluator does not know is
 * UNSUPPORTED, which refuses. source: cue-lang.org/docs/reference/spec, CUE v0.14
 */
package io.jenkins.plugins.imagepolicy.engine.language.cue;
