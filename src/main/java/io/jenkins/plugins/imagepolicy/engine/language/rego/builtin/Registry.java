package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.util.HashMap;
import java.util.Map;

/** Collects the built-ins of all libraries. */
final class Registry {
    private final Map<String, BuiltinDefinition> definitions = new HashMap<>();

    void add(String name, String signature, Builtin function) {
        definitions.put(name, new BuiltinDefinition(name, arity(signature), signature, function, null, false));
    }

    void deprecated(String name, String signature, Builtin function) {
        definitions.put(name, new BuiltinDefinition(name, arity(signature), signature, function, null, true));
    }

    void refused(String name, int arity, String reason) {
        definitions.put(name, new BuiltinDefinition(name, arity, "", (c, a) -> null, reason, false));
    }

    Map<String, BuiltinDefinition> definitions() {
        return Map.copyOf(definitions);
    }

    /** Counts the arguments of a signature: commas outside of brackets. */
    private static int arity(String signature) {
        String args = signature.substring(0, signature.lastIndexOf("->")).strip();
        if (args.isEmpty()) {
            return 0;
        }
        int depth = 0;
        int count = 1;
        for (char c : args.toCharArray()) {
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            count += c == ',' && depth == 0 ? 1 : 0;
        }
        return count;
    }
}
