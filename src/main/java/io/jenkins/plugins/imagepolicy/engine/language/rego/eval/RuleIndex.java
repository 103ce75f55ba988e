package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the definitions that can apply where many test the same thing against different constants:
 * {@code input.kind == "Pod"}, or a constant argument of a function.
 */
public final class RuleIndex {
    private static final int WORTHWHILE = 4;

    /**
     * A test that a body makes before anything else can matter.
     *
     * @param argument position of the argument tested, or -1 for the input
     * @param path path below the argument or the input
     */
    public record Guard(int argument, List<Value> path, Value constant) {}

    private final int argument;
    private final Value[] path;
    private final Map<Value, List<Definition>> byConstant = new HashMap<>();
    private final List<Definition> others = new ArrayList<>();

    private RuleIndex(Guard guard) {
        this.argument = guard.argument;
        this.path = guard.path.toArray(new Value[0]);
    }

    /** An index, or null where it would not pay. */
    static RuleIndex of(List<Definition> definitions) {
        Guard first = definitions.stream()
                .map(d -> d.guard)
                .filter(g -> g != null)
                .findFirst()
                .orElse(null);
        if (first == null || definitions.size() < WORTHWHILE) {
            return null;
        }
        RuleIndex index = new RuleIndex(first);
        definitions.forEach(d -> index.enter(d, first));
        for (Definition d : definitions) {
            if (index.tests(d, first)) {
                index.byConstant.computeIfAbsent(d.guard.constant, c -> new ArrayList<>());
            }
        }
        index.byConstant.replaceAll((constant, none) -> definitions.stream()
                .filter(d -> !index.tests(d, first) || d.guard.constant.equals(constant))
                .toList());
        return index;
    }

    private boolean tests(Definition d, Guard first) {
        return d.orElse == null
                && d.guard != null
                && d.guard.argument == first.argument
                && d.guard.path.equals(first.path);
    }

    private void enter(Definition d, Guard first) {
        if (!tests(d, first)) {
            others.add(d);
        }
    }

    List<Definition> candidates(Value input, Value[] args) {
        Value v = argument < 0 ? input : args[argument];
        for (int i = 0; i < path.length && v != null; i++) {
            v = v.get(path[i]);
        }
        return v == null ? others : byConstant.getOrDefault(v, others);
    }
}
