/** Runs compiled rules: nodes that know what follows them, frames of slots, caches of one query, bounds on all work. */
package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;
