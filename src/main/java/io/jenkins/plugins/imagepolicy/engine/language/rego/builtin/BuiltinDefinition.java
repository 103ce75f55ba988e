package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Signature;

/**
 * A built-in as policies see it.
 *
 * @param signature types of arguments and result; null where they are not checked
 * @param refusal why the engine refuses it, or null
 */
public record BuiltinDefinition(
        String name, int arity, Signature signature, Builtin function, String refusal, boolean deprecated) {}
