package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Signature;
import java.util.HashMap;
import java.util.Map;

/** Collects the built-ins of all libraries. */
final class Registry {
    private final Map<String, BuiltinDefinition> definitions = new HashMap<>();

    /** @param signature types of arguments and result, as {@code "string, array[any] -> number"} */
    void add(String name, String signature, Builtin function) {
        put(name, Signature.parse(signature), function, false);
    }

    void deprecated(String name, String signature, Builtin function) {
        put(name, Signature.parse(signature), function, true);
    }

    private void put(String name, Signature signature, Builtin function, boolean deprecated) {
        int arity = signature.args().size();
        definitions.put(name, new BuiltinDefinition(name, arity, signature, function, null, deprecated));
    }

    /** A built-in with any number of arguments. */
    void variadic(String name, Builtin function) {
        definitions.put(name, new BuiltinDefinition(name, -1, null, function, null, false));
    }

    void refused(String name, int arity, String reason) {
        definitions.put(name, new BuiltinDefinition(name, arity, null, (c, a) -> null, reason, false));
    }

    Map<String, BuiltinDefinition> definitions() {
        return Map.copyOf(definitions);
    }
}
