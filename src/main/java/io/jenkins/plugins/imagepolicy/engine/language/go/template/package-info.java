/** Go's {@code text/template}, as far as it needs no Go: fields, variables, control, pipelines, the built-in functions. */
package io.jenkins.plugins.imagepolicy.engine.language.go.template;
