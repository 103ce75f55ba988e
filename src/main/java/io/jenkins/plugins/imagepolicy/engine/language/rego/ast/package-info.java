/** The syntax tree of a Rego module, as written. */
package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;
