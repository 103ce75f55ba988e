package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.util.Map;

/** All built-ins, by name. */
public final class Builtins {
    private static final Map<String, BuiltinDefinition> ALL = load();

    private Builtins() {}

    private static Map<String, BuiltinDefinition> load() {
        Registry registry = new Registry();
        Comparisons.register(registry);
        Numbers.register(registry);
        Aggregates.register(registry);
        Sets.register(registry);
        Arrays.register(registry);
        Objects.register(registry);
        JsonDocuments.register(registry);
        JsonPatches.register(registry);
        Types.register(registry);
        Strings.register(registry);
        Sprintf.register(registry);
        Templates.register(registry);
        RegularExpressions.register(registry);
        Globs.register(registry);
        Encodings.register(registry);
        Graphs.register(registry);
        Times.register(registry);
        SemanticVersions.register(registry);
        Units.register(registry);
        Uuids.register(registry);
        Networks.register(registry);
        Hashes.register(registry);
        Certificates.register(registry);
        Tokens.register(registry);
        JsonSchemas.register(registry);
        AwsRequests.register(registry);
        Tracing.register(registry);
        Refused.register(registry);
        return registry.definitions();
    }

    /** The built-in, or null. */
    public static BuiltinDefinition find(String name) {
        return ALL.get(name);
    }
}
