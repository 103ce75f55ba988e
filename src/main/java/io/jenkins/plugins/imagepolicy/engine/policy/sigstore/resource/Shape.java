package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a field of a resource may hold. */
sealed interface Shape {
    /** A text, number or boolean; {@code goName} is the type's name in Go's messages. */
    record Scalar(String goName) implements Shape {}

    record ListOf(Shape items) implements Shape {}

    /** A mapping with keys of the user's choice. */
    record MapOf(Shape values) implements Shape {}

    record Struct(Map<String, Shape> fields) implements Shape {}

    /** Anything, unchecked. */
    record Any() implements Shape {}

    Shape TEXT = new Scalar("string");
    Shape BOOL = new Scalar("bool");
    Shape ANY = new Any();

    static Shape struct(Object... namesAndShapes) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            fields.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
        }
        return new Struct(fields);
    }

    static Shape list(Shape items) {
        return new ListOf(items);
    }

    static Shape map(Shape values) {
        return new MapOf(values);
    }
}
