package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Function.Mode;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what a package offers. Parameter kinds are one letter each: see {@link #kind}. */
final class Registry {
    private final String pkg;
    private final Map<String, Function> functions = new HashMap<>();
    private final Map<String, Value> constants = new HashMap<>();

    Registry(String pkg) {
        this.pkg = pkg;
    }

    void function(String name, String parameters, Function.Body body) {
        add(name, parameters, false, Mode.STRICT, body);
    }

    /** A function whose last argument may be left out. */
    void withDefault(String name, String parameters, Data last, Function.Body body) {
        functions.put(name, new Function(pkg, name, kinds(parameters), List.of(last), false, Mode.STRICT, body, body));
    }

    /** A function that keeps elements as they are, so that CUE does not need them concrete. */
    void loose(String name, String parameters, Function.Body body) {
        add(name, parameters, false, Mode.LOOSE, body);
    }

    /** A function that only moves the elements of its first argument. */
    void elements(String name, String parameters, Function.Body body) {
        add(name, parameters, false, Mode.ELEMENTS, body);
    }

    /** Returns a bool; without its first argument it is a validator. */
    void predicate(String name, String parameters, Function.Body body) {
        add(name, parameters, true, Mode.STRICT, body);
    }

    /** As a validator it does something else than as a call. */
    void predicate(String name, String parameters, Function.Body body, Function.Body validation) {
        add(name, parameters, true, Mode.STRICT, body, validation);
    }

    void loosePredicate(String name, String parameters, Function.Body body) {
        add(name, parameters, true, Mode.LOOSE, body);
    }

    /** As a validator it does something else than as a call. */
    void loosePredicate(String name, String parameters, Function.Body body, Function.Body validation) {
        add(name, parameters, true, Mode.LOOSE, body, validation);
    }

    /** A validator of a shape, which the evaluator runs. */
    void shape(String name, String parameters) {
        add(name, parameters, true, Mode.SHAPE, null);
    }

    /** A validator against a schema, which the evaluator runs. */
    void schema(String name, String parameters) {
        add(name, parameters, true, Mode.SCHEMA, null);
    }

    /** Sorts with a comparator; the evaluator does it. */
    void order(String name, boolean predicate) {
        add(name, "l_", predicate, Mode.ORDER, null);
    }

    void constant(String name, Data value) {
        constants.put(name, value);
    }

    private void add(String name, String parameters, boolean predicate, Mode mode, Function.Body body) {
        add(name, parameters, predicate, mode, body, body);
    }

    private void add(
            String name,
            String parameters,
            boolean predicate,
            Mode mode,
            Function.Body body,
            Function.Body validation) {
        functions.put(name, new Function(pkg, name, kinds(parameters), List.of(), predicate, mode, body, validation));
    }

    private static List<Integer> kinds(String parameters) {
        List<Integer> kinds = new ArrayList<>();
        parameters.chars().forEach(c -> kinds.add(kind((char) c)));
        return List.copyOf(kinds);
    }

    private static int kind(char letter) {
        return switch (letter) {
            case 's' -> Kind.STRING;
            case 'y' -> Kind.STRING | Kind.BYTES;
            case 'i' -> Kind.INT;
            case 'n' -> Kind.NUMBER;
            case 'b' -> Kind.BOOL;
            case 'l' -> Kind.LIST;
            case 'S' -> Kind.LIST | Kind.STRING << Function.ELEMENT_SHIFT;
            case 'N' -> Kind.LIST | Kind.NUMBER << Function.ELEMENT_SHIFT;
            case 't' -> Kind.STRUCT;
            case 'x' -> Kind.TOP & ~Kind.STRUCT;
            case 'z' -> Kind.TOP & ~Kind.COMPOSITE;
            case '_' -> Kind.TOP;
            default -> throw new IllegalArgumentException("unknown parameter kind " + letter);
        };
    }

    Map<String, Function> functions() {
        return Map.copyOf(functions);
    }

    Map<String, Value> constants() {
        return Map.copyOf(constants);
    }
}
