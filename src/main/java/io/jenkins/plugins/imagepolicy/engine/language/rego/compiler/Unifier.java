package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Node;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Nodes;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ValueNodes;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import java.util.ArrayList;
import java.util.List;

/** Lays out one unification as steps that each have one side known. */
final class Unifier {
    private final CodeGenerator generator;
    private final List<Node> out;
    private final List<Pair> waiting = new ArrayList<>();

    private record Pair(Core.Term left, Core.Term right) {}

    Unifier(CodeGenerator generator, List<Node> out) {
        this.generator = generator;
        this.out = out;
    }

    void unify(Core.Term left, Core.Term right) {
        waiting.add(new Pair(followed(left), followed(right)));
        while (!waiting.isEmpty()) {
            Pair ready = waiting.stream().filter(this::isReady).findFirst().orElse(waiting.get(0));
            waiting.remove(ready);
            step(ready.left, ready.right);
        }
    }

    /** A reference with unbound variables is followed first: that binds them. */
    private Core.Term followed(Core.Term t) {
        return t instanceof Core.Reference r && !generator.slots().isBound(r) ? generator.iterate(r, out) : t;
    }

    private boolean isReady(Pair p) {
        return generator.slots().isBound(p.left) || generator.slots().isBound(p.right) || isSplit(p.left, p.right);
    }

    private static boolean isSplit(Core.Term a, Core.Term b) {
        return a instanceof Core.Array && b instanceof Core.Array
                || a instanceof Core.ObjectOf && b instanceof Core.ObjectOf;
    }

    private void step(Core.Term a, Core.Term b) {
        boolean boundA = generator.slots().isBound(a);
        boolean boundB = generator.slots().isBound(b);
        if (boundA && boundB) {
            out.add(new Nodes.Equal(
                    generator.values().value(a), generator.values().value(b)));
        } else if (a instanceof Core.Array x && b instanceof Core.Array y) {
            arrays(x, y);
        } else if (a instanceof Core.ObjectOf x && b instanceof Core.ObjectOf y && constantKeys(x) && constantKeys(y)) {
            objects(x, y);
        } else if (boundB) {
            generator.match(generator.values().value(b), a, out);
        } else if (boundA) {
            generator.match(generator.values().value(a), b, out);
        } else {
            throw new IllegalStateException("no side of a unification is bound");
        }
    }

    private void arrays(Core.Array x, Core.Array y) {
        if (x.elements().size() != y.elements().size()) {
            out.add(never());
            bindAll(x);
            bindAll(y);
            return;
        }
        for (int i = 0; i < x.elements().size(); i++) {
            waiting.add(new Pair(x.elements().get(i), y.elements().get(i)));
        }
    }

    private static boolean constantKeys(Core.ObjectOf o) {
        return o.keys().stream().allMatch(k -> k instanceof Core.Constant);
    }

    private void objects(Core.ObjectOf x, Core.ObjectOf y) {
        for (int i = 0; i < x.keys().size(); i++) {
            int j = y.keys().indexOf(x.keys().get(i));
            if (j < 0 || x.keys().size() != y.keys().size()) {
                out.add(never());
                bindAll(x);
                bindAll(y);
                return;
            }
        }
        for (int i = 0; i < x.keys().size(); i++) {
            int j = y.keys().indexOf(x.keys().get(i));
            waiting.add(new Pair(x.values().get(i), y.values().get(j)));
        }
    }

    /** Behind a step that never succeeds, variables only need a slot. */
    private void bindAll(Core.Term t) {
        Vars.of(t).forEach(generator.slots()::bind);
    }

    private static Node never() {
        return new Nodes.Test(new ValueNodes.Constant(BooleanValue.FALSE));
    }
}
