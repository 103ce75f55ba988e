package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Pattern;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ValueNode;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ValueNodes;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.List;
import java.util.function.Function;

/** Lays terms out: as nodes that compute them, where all variables are bound, or as patterns that bind the others. */
final class ValueGenerator {
    private final RuleTree tree;
    private final Slots slots;
    private final Function<Core.Closure, ValueNode> comprehensions;

    /** @param comprehensions lays comprehensions out, which have bodies */
    ValueGenerator(RuleTree tree, Slots slots, Function<Core.Closure, ValueNode> comprehensions) {
        this.tree = tree;
        this.slots = slots;
        this.comprehensions = comprehensions;
    }

    Pattern pattern(Core.Term t) {
        if (slots.isBound(t)) {
            return new Pattern.Same(value(t));
        }
        if (t instanceof Core.Name n) {
            return new Pattern.Bind(slots.bind(n.variable()));
        }
        if (t instanceof Core.Array a) {
            Pattern[] elements = new Pattern[a.elements().size()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = pattern(a.elements().get(i));
            }
            return new Pattern.OfArray(elements);
        }
        if (t instanceof Core.SetOf) {
            // A set is compared as a whole: one with unbound variables equals nothing.
            Vars.of(t).forEach(slots::bind);
            return new Pattern.Nothing();
        }
        Core.ObjectOf o = (Core.ObjectOf) t;
        Pattern[] patterns = new Pattern[o.values().size()];
        ValueNode[] keys = values(o.keys());
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = pattern(o.values().get(i));
        }
        return new Pattern.OfObject(keys, patterns);
    }

    /** True if the constants lead to a rule or below one, so that no package is left to go through. */
    boolean endsAtRule(List<Core.Term> prefix) {
        return ruleLength(prefix) >= 0;
    }

    /** How many terms of the path lead to a rule with nothing below, or -1. */
    private int ruleLength(List<Core.Term> path) {
        RuleTree place = tree;
        for (int i = 0; i <= path.size(); i++) {
            if (place == null) {
                return -1;
            }
            if (place.group() != null) {
                boolean plain = place.children().isEmpty() && place.group().kind() != RuleGroup.Kind.FUNCTION;
                boolean keyed = place.group().kind() == RuleGroup.Kind.PARTIAL && i < path.size();
                return plain && !keyed ? i : -1;
            }
            place = i < path.size() && path.get(i) instanceof Core.Constant c ? place.child(c.value()) : null;
        }
        return -1;
    }

    ValueNode[] values(List<Core.Term> terms) {
        ValueNode[] nodes = new ValueNode[terms.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = value(terms.get(i));
        }
        return nodes;
    }

    /** Computes a term whose variables are all bound. */
    ValueNode value(Core.Term t) {
        if (t instanceof Core.Constant c) {
            return new ValueNodes.Constant(c.value());
        }
        if (t instanceof Core.Name n) {
            ValueNode inline = slots.inlined(n.variable());
            return inline != null ? inline : new ValueNodes.Slot(slots.bind(n.variable()));
        }
        if (t instanceof Core.Reference r) {
            return reference(r);
        }
        if (t instanceof Core.Array a) {
            return new ValueNodes.Array(values(a.elements()));
        }
        if (t instanceof Core.SetOf s) {
            return new ValueNodes.Set(values(s.elements()));
        }
        if (t instanceof Core.ObjectOf o) {
            return new ValueNodes.ObjectNode(values(o.keys()), values(o.values()));
        }
        return comprehensions.apply((Core.Closure) t);
    }

    private ValueNode reference(Core.Reference r) {
        return switch (r.root()) {
            case INPUT -> path(new ValueNodes.Input(), r.path());
            case VARIABLE -> path(value(new Core.Name(r.head())), r.path());
            case DATA -> {
                int rule = ruleLength(r.path());
                if (rule < 0) {
                    yield new ValueNodes.DocumentPath(values(r.path()));
                }
                RuleGroup group = groupAt(r.path().subList(0, rule));
                ValueNodes.DocumentPath general =
                        new ValueNodes.DocumentPath(values(r.path().subList(0, rule)));
                yield path(
                        new ValueNodes.RuleReference(group, general),
                        r.path().subList(rule, r.path().size()));
            }
        };
    }

    private RuleGroup groupAt(List<Core.Term> path) {
        RuleTree place = tree;
        for (Core.Term t : path) {
            place = place.child(((Core.Constant) t).value());
        }
        return place.group();
    }

    private ValueNode path(ValueNode base, List<Core.Term> path) {
        if (path.isEmpty()) {
            return base;
        }
        Value[] constants = new Value[path.size()];
        for (int i = 0; i < constants.length; i++) {
            if (!(path.get(i) instanceof Core.Constant c)) {
                return new ValueNodes.Path(base, values(path));
            }
            constants[i] = c.value();
        }
        return new ValueNodes.ConstantPath(base, constants);
    }
}
