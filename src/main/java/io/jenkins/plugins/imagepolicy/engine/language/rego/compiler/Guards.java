package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleIndex.Guard;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the test of a constant that a rule's body makes, for the rule index. */
final class Guards {
    private Guards() {}

    static Guard of(CoreRule rule) {
        Map<Variable, Guard> places = new HashMap<>();
        for (int i = 0; i < rule.args().size(); i++) {
            if (rule.args().get(i) instanceof Core.Constant c) {
                return new Guard(i, List.of(), c.value());
            }
            if (rule.args().get(i) instanceof Core.Name n) {
                places.putIfAbsent(n.variable(), new Guard(i, List.of(), null));
            }
        }
        for (Core.Statement s : rule.body().statements) {
            if (s.negated() || !s.withs().isEmpty()) {
                continue;
            }
            Guard guard = null;
            if (s.action() instanceof Core.Unify u) {
                remember(u, places);
                guard = equality(u.left(), u.right(), places);
            } else if (s.action() instanceof Core.Call c
                    && "equal".equals(c.callee().builtin())
                    && c.result() == null) {
                guard = equality(c.args().get(0), c.args().get(1), places);
            }
            if (guard != null) {
                return guard;
            }
        }
        return null;
    }

    private static void remember(Core.Unify u, Map<Variable, Guard> places) {
        if (u.left() instanceof Core.Name n) {
            Guard place = place(u.right(), places);
            if (place != null) {
                places.putIfAbsent(n.variable(), place);
            }
        }
    }

    private static Guard equality(Core.Term a, Core.Term b, Map<Variable, Guard> places) {
        Core.Term constant = a instanceof Core.Constant ? a : b;
        Guard place = place(constant == a ? b : a, places);
        return place != null && constant instanceof Core.Constant c
                ? new Guard(place.argument(), place.path(), c.value())
                : null;
    }

    /** Where below the input or an argument the term reads, or null. */
    private static Guard place(Core.Term t, Map<Variable, Guard> places) {
        if (t instanceof Core.Name n) {
            return places.get(n.variable());
        }
        if (!(t instanceof Core.Reference r) || r.root() == Core.Root.DATA) {
            return null;
        }
        Guard base = r.root() == Core.Root.INPUT ? new Guard(-1, List.of(), null) : places.get(r.head());
        if (base == null) {
            return null;
        }
        List<Value> path = new ArrayList<>(base.path());
        for (Core.Term p : r.path()) {
            if (!(p instanceof Core.Constant c)) {
                return null;
            }
            path.add(c.value());
        }
        return new Guard(base.argument(), path, null);
    }
}
