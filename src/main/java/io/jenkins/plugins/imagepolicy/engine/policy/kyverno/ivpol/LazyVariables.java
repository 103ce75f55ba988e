package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A policy's {@code variables}, each evaluated when it is first asked for. */
final class LazyVariables extends AbstractMap<String, Object> {
    private final Map<String, String> expressions = new LinkedHashMap<>();
    private final Map<String, Object> values = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final PolicyCel cel;
    private final Map<String, Object> scope;

    /** @param scope what the expressions see; this map is to stand in it as {@code variables} */
    LazyVariables(JsonNode variables, PolicyCel cel, Map<String, Object> scope) {
        variables.forEach(v ->
                expressions.put(v.path("name").asText(), v.path("expression").asText()));
        this.cel = cel;
        this.scope = scope;
    }

    @Override
    public boolean containsKey(Object key) {
        return expressions.containsKey(key);
    }

    @Override
    public Object get(Object key) {
        String name = String.valueOf(key);
        if (values.containsKey(name)) {
            return values.get(name);
        }
        if (!expressions.containsKey(name)) {
            return null;
        }
        if (!open.add(name)) {
            throw new IllegalArgumentException("the variable " + name + " refers to itself");
        }
        try {
            Object value = cel.evaluate(expressions.get(name), scope);
            values.put(name, value);
            return value;
        } catch (CelException e) {
            throw new IllegalArgumentException("variables." + name + ": " + e.getMessage(), e);
        } finally {
            open.remove(name);
        }
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        expressions.keySet().forEach(name -> all.put(name, get(name)));
        return all.entrySet();
    }

    @Override
    public int size() {
        return expressions.size();
    }
}
