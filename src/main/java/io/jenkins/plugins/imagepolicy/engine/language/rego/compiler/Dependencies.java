package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rules need which; refuses recursion and gives an order in which every rule follows what it needs. */
final class Dependencies {
    private final RuleTree tree;
    private final Map<RuleGroup, Set<RuleGroup>> needs = new HashMap<>();
    private final Map<RuleGroup, CoreRule> first = new HashMap<>();
    private final List<RuleGroup> order = new ArrayList<>();
    private final Set<RuleGroup> done = new LinkedHashSet<>();
    private final LinkedHashSet<RuleGroup> path = new LinkedHashSet<>();

    Dependencies(RuleTree tree, Map<RuleGroup, List<CoreRule>> rules) {
        this.tree = tree;
        rules.forEach((group, list) -> {
            Set<RuleGroup> found = new LinkedHashSet<>();
            for (CoreRule rule : list) {
                first.putIfAbsent(group, rule);
                for (CoreRule r = rule; r != null; r = r.orElse()) {
                    collect(r, found);
                }
            }
            needs.put(group, found);
        });
        rules.keySet().forEach(this::visit);
    }

    List<RuleGroup> order() {
        return order;
    }

    private void visit(RuleGroup group) {
        if (done.contains(group)) {
            return;
        }
        if (!path.add(group)) {
            throw recursion(group);
        }
        needs.getOrDefault(group, Set.of()).forEach(this::visit);
        path.remove(group);
        done.add(group);
        order.add(group);
    }

    private RegoError recursion(RuleGroup group) {
        StringBuilder cycle = new StringBuilder();
        boolean inside = false;
        for (RuleGroup g : path) {
            inside |= g == group;
            if (inside) {
                cycle.append(g.name()).append(" -> ");
            }
        }
        return RegoError.invalid(
                RegoError.RECURSION,
                "rule " + group.name() + " is recursive: " + cycle + group.name(),
                first.get(group).source().at());
    }

    private void collect(CoreRule rule, Set<RuleGroup> into) {
        rule.args().forEach(t -> collect(t, into));
        rule.tail().forEach(t -> collect(t, into));
        if (rule.key() != null) {
            collect(rule.key(), into);
        }
        if (rule.value() != null) {
            collect(rule.value(), into);
        }
        collect(rule.body(), into);
    }

    private void collect(Core.Body body, Set<RuleGroup> into) {
        for (Core.Statement s : body.statements) {
            if (s.action() instanceof Core.Truth t) {
                collect(t.term(), into);
            } else if (s.action() instanceof Core.Unify u) {
                collect(u.left(), into);
                collect(u.right(), into);
            } else if (s.action() instanceof Core.Call c) {
                function(c.callee(), into);
                c.args().forEach(t -> collect(t, into));
            } else if (s.action() instanceof Core.Every e) {
                collect(e.domain(), into);
                collect(e.body(), into);
            } else if (s.action() instanceof Core.Print p) {
                p.args().forEach(t -> collect(t, into));
            }
            for (Core.With w : s.withs()) {
                function(w.by(), into);
                if (w.target() == null && !w.ofInput()) {
                    List<Core.Term> path = new ArrayList<>();
                    w.path().forEach(key -> path.add(new Core.Constant(key)));
                    reached(tree, path, 0, into);
                }
                if (w.value() != null) {
                    collect(w.value(), into);
                }
            }
        }
    }

    private static void function(Core.Callee callee, Set<RuleGroup> into) {
        if (callee != null && callee.function() != null) {
            into.add(callee.function());
        }
    }

    private void collect(Core.Term t, Set<RuleGroup> into) {
        if (t instanceof Core.Reference r) {
            if (r.root() == Core.Root.DATA) {
                reached(tree, r.path(), 0, into);
            }
            r.path().forEach(p -> collect(p, into));
        } else if (t instanceof Core.Array a) {
            a.elements().forEach(e -> collect(e, into));
        } else if (t instanceof Core.SetOf s) {
            s.elements().forEach(e -> collect(e, into));
        } else if (t instanceof Core.ObjectOf o) {
            o.keys().forEach(e -> collect(e, into));
            o.values().forEach(e -> collect(e, into));
        } else if (t instanceof Core.Closure c) {
            collect(c.head(), into);
            if (c.key() != null) {
                collect(c.key(), into);
            }
            collect(c.body(), into);
        }
    }

    /** Adds all rules that a reference may read. */
    static void reached(RuleTree place, List<Core.Term> path, int at, Set<RuleGroup> into) {
        if (place.group() != null) {
            into.add(place.group());
        }
        if (at < path.size() && path.get(at) instanceof Core.Constant c) {
            RuleTree child = place.child(c.value());
            if (child != null) {
                reached(child, path, at + 1, into);
            }
            return;
        }
        place.children().values().forEach(child -> reached(child, path, at + 1, into));
    }
}
