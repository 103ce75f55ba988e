package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What a document violates of a schema, and how near it came: that decides which alternative is reported. */
final class SchemaErrors {
    private final List<Value> errors = new ArrayList<>();
    private int score;

    /** The name of a place, as errors have it. */
    static String name(String field) {
        return field.isEmpty() ? "(Root)" : field;
    }

    void add(String field, String type, String description) {
        errors.add(new ObjectValue.Builder()
                .put("error", StringValue.of(name(field) + ": " + description))
                .put("type", StringValue.of(type))
                .put("field", StringValue.of(name(field)))
                .put("desc", StringValue.of(description))
                .build());
        score -= 2;
    }

    /** Counts one group of checks that was gone through. */
    void passed() {
        score++;
    }

    void addAll(SchemaErrors other) {
        errors.addAll(other.errors);
        score += other.score;
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    boolean isNearerThan(SchemaErrors other) {
        return other == null || score > other.score;
    }

    ArrayValue toValue() {
        return ArrayValue.of(errors);
    }
}
