package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** A built-in function. */
@FunctionalInterface
public interface Builtin {
    /** The result, or null where it is undefined. */
    Value call(BuiltinContext context, Value[] args) throws BuiltinException;
}
