/** The built-in functions of Rego: those of OPA that depend on nothing but their arguments and the query's instant. */
package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;
