package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The form of a value. */
public sealed interface Shape {
    record Anything() implements Shape {}

    /** @param allowed the only texts; empty for any */
    record Text(List<String> allowed) implements Shape {}

    record Flag() implements Shape {}

    record Whole(long least, long most) implements Shape {}

    record Items(Shape item) implements Shape {}

    /** An object whose keys are free. */
    record Named(Shape value) implements Shape {}

    record Fields(Map<String, Shape> known, Set<String> required) implements Shape {
        public Fields {
            known = Map.copyOf(known);
            required = Set.copyOf(required);
        }

        /** The same with these fields required. */
        public Fields requiring(String... names) {
            return new Fields(known, Set.of(names));
        }

        public Fields without(String... names) {
            Map<String, Shape> fewer = new LinkedHashMap<>(known);
            for (String name : names) {
                fewer.remove(name);
            }
            return new Fields(fewer, required);
        }
    }

    static Shape any() {
        return new Anything();
    }

    static Shape text(String... allowed) {
        return new Text(List.of(allowed));
    }

    static Shape flag() {
        return new Flag();
    }

    static Shape whole(long least, long most) {
        return new Whole(least, most);
    }

    static Shape list(Shape item) {
        return new Items(item);
    }

    static Shape texts() {
        return new Items(text());
    }

    static Shape map(Shape value) {
        return new Named(value);
    }

    /** @param namesAndShapes names and shapes by turns */
    static Fields fields(Object... namesAndShapes) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            fields.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
        }
        return new Fields(fields, Set.of());
    }
}
