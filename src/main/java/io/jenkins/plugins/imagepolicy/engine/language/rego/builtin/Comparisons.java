package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;

/** Equality and order, over all values. */
final class Comparisons {
    private Comparisons() {}

    static void register(Registry r) {
        r.add("equal", "any, any -> boolean", (c, a) -> BooleanValue.of(a[0].equals(a[1])));
        r.add("eq", "any, any -> boolean", (c, a) -> BooleanValue.of(a[0].equals(a[1])));
        r.add("neq", "any, any -> boolean", (c, a) -> BooleanValue.of(!a[0].equals(a[1])));
        r.add("lt", "any, any -> boolean", (c, a) -> BooleanValue.of(a[0].compareTo(a[1]) < 0));
        r.add("lte", "any, any -> boolean", (c, a) -> BooleanValue.of(a[0].compareTo(a[1]) <= 0));
        r.add("gt", "any, any -> boolean", (c, a) -> BooleanValue.of(a[0].compareTo(a[1]) > 0));
        r.add("gte", "any, any -> boolean", (c, a) -> BooleanValue.of(a[0].compareTo(a[1]) >= 0));
    }
}
