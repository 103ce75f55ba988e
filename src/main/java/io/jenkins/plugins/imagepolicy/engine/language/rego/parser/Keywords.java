package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The words that are keywords at a place of a module: imports add to them. */
final class Keywords {
    private static final Set<String> ALWAYS =
            Set.of("as", "default", "else", "false", "import", "package", "not", "null", "some", "true", "with");
    static final Set<String> FUTURE = Set.of("in", "every", "if", "contains");

    /** Built-ins of infix operators. */
    static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("+", "plus"),
            Map.entry("-", "minus"),
            Map.entry("*", "mul"),
            Map.entry("/", "div"),
            Map.entry("%", "rem"),
            Map.entry("&", "and"),
            Map.entry("|", "or"),
            Map.entry("==", "equal"),
            Map.entry("!=", "neq"),
            Map.entry("<", "lt"),
            Map.entry("<=", "lte"),
            Map.entry(">", "gt"),
            Map.entry(">=", "gte"));

    private final Set<String> words = new HashSet<>(ALWAYS);

    Keywords(boolean v1) {
        if (v1) {
            words.addAll(FUTURE);
        }
    }

    void addAll() {
        words.addAll(FUTURE);
    }

    /** Adds a word; {@code every} brings the {@code in} that it is written with. */
    void add(String word) {
        words.add(word);
        if (word.equals("every")) {
            words.add("in");
        }
    }

    boolean contains(String word) {
        return words.contains(word);
    }
}
