package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.Builtin;

/** A built-in function with its name, as calls and mocks refer to it. */
public record BuiltinCall(String name, Builtin function) {}
