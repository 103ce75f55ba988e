package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

/**
 * A built-in as policies see it.
 *
 * @param signature types of arguments and result, as {@code "string, array[any] -> number"}
 * @param refusal why the engine refuses it, or null
 */
public record BuiltinDefinition(
        String name, int arity, String signature, Builtin function, String refusal, boolean deprecated) {}
