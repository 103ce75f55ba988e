/**
 * Turns syntax trees into programs: resolves names, takes nested calls and references apart, orders expressions so that
 * every variable is bound before it is needed, checks conflicts, recursion and types, and lays out slots.
 */
package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;
