package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ValueNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where the variables of one rule are kept, and which are bound at the place that is being laid out. */
final class Slots {
    private final Set<Variable> bound = new HashSet<>();
    /** Variables that stand for a value node, since they are used once, right behind their definition. */
    private final Map<Variable, ValueNode> inlined = new HashMap<>();

    private int count;

    /** @param arguments how many slots the arguments of the rule take */
    Slots(int arguments) {
        count = arguments;
    }

    int count() {
        return count;
    }

    int next() {
        return count++;
    }

    Set<Variable> bound() {
        return bound;
    }

    boolean isBound(Variable v) {
        return bound.contains(v);
    }

    boolean isBound(Core.Term t) {
        return bound.containsAll(Vars.of(t));
    }

    int bind(Variable v) {
        if (v.slot < 0) {
            v.slot = count++;
        }
        bound.add(v);
        return v.slot;
    }

    void bindTo(Variable v, int slot) {
        v.slot = slot;
        bound.add(v);
    }

    void inline(Variable v, ValueNode node) {
        inlined.put(v, node);
        bound.add(v);
    }

    /** The node that the variable stands for, or null. */
    ValueNode inlined(Variable v) {
        return inlined.get(v);
    }

    Core.Name temporary() {
        Variable v = new Variable("__value__", null, -1, 0, true);
        bind(v);
        return new Core.Name(v);
    }
}
