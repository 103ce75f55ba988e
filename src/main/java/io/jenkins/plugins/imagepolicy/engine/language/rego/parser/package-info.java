/** Reads the text of a Rego module, version 0 or 1, into its syntax tree. */
package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;
