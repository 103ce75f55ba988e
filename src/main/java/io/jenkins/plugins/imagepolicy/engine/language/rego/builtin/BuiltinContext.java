package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.time.Instant;
import java.util.Map;

/** What built-ins may know and must respect. */
public interface BuiltinContext {
    /** Counts work; fails the evaluation beyond its bounds. Call it in every loop over something big. */
    void tick(long steps);

    /** Fails the evaluation if a value of so many elements or characters is too big. */
    void size(long elements);

    /** The instant of the query: the same for every call. */
    Instant now();

    /** Memory of this query, for compiled patterns and the like. */
    Map<Object, Object> memory();

    /** Compiled patterns of the policy, by text; shared by its evaluations. */
    Map<String, Object> patterns();

    boolean strict();

    /** Takes a line of {@code trace}. */
    void note(String line);
}
