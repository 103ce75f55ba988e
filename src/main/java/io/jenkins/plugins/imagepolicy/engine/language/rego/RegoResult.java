package io.jenkins.plugins.imagepolicy.engine.language.rego;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The solutions of a query, each with the values of its variables; empty when the query is undefined. */
public final class RegoResult {
    private final List<Map<String, Value>> solutions;
    private final Value value;

    RegoResult(List<Map<String, Value>> solutions, Value value) {
        this.solutions = solutions;
        this.value = value;
    }

    public List<Map<String, Value>> solutions() {
        return solutions;
    }

    /** The value, where the query is a single term: {@code data.sigstore.isCompliant}. */
    public Optional<Value> value() {
        return Optional.ofNullable(value);
    }

    /** The solutions as JSON: an array of objects; sets become arrays. */
    public JsonNode toJson() {
        var array = JsonNodeFactory.instance.arrayNode();
        for (Map<String, Value> solution : solutions) {
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            solution.forEach((name, v) -> fields.put(name, JsonTrees.of(v)));
            array.addObject().setAll(fields);
        }
        return array;
    }
}
