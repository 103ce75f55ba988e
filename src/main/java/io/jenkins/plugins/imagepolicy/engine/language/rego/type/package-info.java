/** The static types of values and functions, which the compiler checks policies against. */
package io.jenkins.plugins.imagepolicy.engine.language.rego.type;
