package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Orders the statements of bodies so that every variable is bound before it is needed; refuses where none exists. */
final class Safety {
    private Safety() {}

    /** Orders the body; afterwards {@code bound} holds its variables too. */
    static void order(Core.Body body, Set<Variable> bound) {
        List<Core.Statement> waiting = body.statements;
        List<Core.Statement> ordered = new ArrayList<>(waiting.size());
        boolean progress = true;
        while (progress && !waiting.isEmpty()) {
            List<Core.Statement> still = new ArrayList<>();
            for (Core.Statement s : waiting) {
                Set<Variable> outputs = outputs(s, bound);
                if (outputs == null) {
                    still.add(s);
                } else {
                    bound.addAll(outputs);
                    closures(s, bound);
                    ordered.add(s);
                }
            }
            progress = still.size() < waiting.size();
            waiting = still;
        }
        List<Core.Statement> unsafe = waiting.stream()
                .filter(s -> !(s.action() instanceof Core.Print))
                .toList();
        if (!unsafe.isEmpty()) {
            throw unsafe(unsafe, bound);
        }
        body.statements = ordered;
    }

    private static RegoError unsafe(List<Core.Statement> waiting, Set<Variable> bound) {
        Variable named = null;
        Location at = waiting.get(0).at();
        for (Core.Statement s : waiting) {
            for (Variable v : Vars.of(s)) {
                if (!bound.contains(v) && !v.isGenerated() && named == null) {
                    named = v;
                    at = v.at() == null ? s.at() : v.at();
                }
            }
        }
        if (named == null) {
            return RegoError.invalid(RegoError.UNSAFE, "expression is unsafe", at);
        }
        return RegoError.invalid(RegoError.UNSAFE, "var " + shown(named) + " is unsafe", at);
    }

    /** Wildcards have names of their own, which nobody wrote. */
    private static String shown(Variable v) {
        return v.name().startsWith("$") ? "_" : v.name();
    }

    /** What the statement binds, or null if it needs a variable that is not bound yet. */
    private static Set<Variable> outputs(Core.Statement s, Set<Variable> bound) {
        Set<Variable> all = Vars.of(s);
        if (s.action() instanceof Core.Print p) {
            p.args().forEach(t -> Vars.of(t, all));
        }
        Set<Variable> outputs = new LinkedHashSet<>();
        for (Core.With w : s.withs()) {
            if (w.value() != null && !bound.containsAll(Vars.of(w.value()))) {
                return null;
            }
        }
        if (!s.negated()) {
            addOutputs(s.action(), bound, outputs);
        }
        for (Variable v : all) {
            if (!bound.contains(v) && !outputs.contains(v)) {
                return null;
            }
        }
        outputs.removeAll(bound);
        return outputs;
    }

    private static void addOutputs(Core.Action action, Set<Variable> bound, Set<Variable> outputs) {
        if (action instanceof Core.Truth t) {
            pathOutputs(t.term(), bound, outputs);
        } else if (action instanceof Core.Unify u) {
            pathOutputs(u.left(), bound, outputs);
            pathOutputs(u.right(), bound, outputs);
            Set<Variable> known = new HashSet<>(bound);
            known.addAll(outputs);
            int before;
            do {
                before = known.size();
                unify(u.left(), u.right(), known, outputs);
            } while (known.size() > before);
        } else if (action instanceof Core.Call c) {
            for (Core.Term arg : c.args()) {
                if (!bound.containsAll(Vars.of(arg))) {
                    return;
                }
            }
            if (c.result() != null) {
                Set<Variable> known = new HashSet<>(bound);
                bindPattern(c.result(), known, outputs);
            }
        }
    }

    /** Variables in the path of a reference are bound by following it. */
    private static void pathOutputs(Core.Term term, Set<Variable> bound, Set<Variable> outputs) {
        if (term instanceof Core.Reference r && (r.head() == null || bound.contains(r.head()))) {
            for (Core.Term t : r.path()) {
                if (t instanceof Core.Name n) {
                    outputs.add(n.variable());
                } else {
                    bindPattern(t, new HashSet<>(bound), outputs);
                }
            }
        }
    }

    private static boolean isKnown(Core.Term t, Set<Variable> known) {
        return known.containsAll(Vars.of(t));
    }

    private static void unify(Core.Term a, Core.Term b, Set<Variable> known, Set<Variable> outputs) {
        boolean knownA = isKnown(a, known);
        boolean knownB = isKnown(b, known);
        if (knownA && knownB) {
            return;
        }
        if (a instanceof Core.Array x
                && b instanceof Core.Array y
                && x.elements().size() == y.elements().size()) {
            for (int i = 0; i < x.elements().size(); i++) {
                unify(x.elements().get(i), y.elements().get(i), known, outputs);
            }
        } else if (a instanceof Core.ObjectOf x && b instanceof Core.ObjectOf y) {
            unifyObjects(x, y, known, outputs);
        } else if (knownA) {
            bindPattern(b, known, outputs);
        } else if (knownB) {
            bindPattern(a, known, outputs);
        }
    }

    private static void unifyObjects(Core.ObjectOf x, Core.ObjectOf y, Set<Variable> known, Set<Variable> outputs) {
        for (int i = 0; i < x.keys().size(); i++) {
            for (int j = 0; j < y.keys().size(); j++) {
                if (x.keys().get(i).equals(y.keys().get(j))) {
                    unify(x.values().get(i), y.values().get(j), known, outputs);
                }
            }
        }
    }

    /** Binds the variables of a pattern that stands against something known. */
    private static void bindPattern(Core.Term t, Set<Variable> known, Set<Variable> outputs) {
        if (t instanceof Core.Name n) {
            if (known.add(n.variable())) {
                outputs.add(n.variable());
            }
        } else if (t instanceof Core.Array a) {
            a.elements().forEach(e -> bindPattern(e, known, outputs));
        } else if (t instanceof Core.ObjectOf o) {
            for (int i = 0; i < o.keys().size(); i++) {
                if (isKnown(o.keys().get(i), known)) {
                    bindPattern(o.values().get(i), known, outputs);
                }
            }
        }
    }

    /** Orders the bodies of the closures in the statement. */
    private static void closures(Core.Statement s, Set<Variable> bound) {
        if (s.action() instanceof Core.Truth t) {
            closures(t.term(), bound);
        } else if (s.action() instanceof Core.Unify u) {
            closures(u.left(), bound);
            closures(u.right(), bound);
        } else if (s.action() instanceof Core.Call c) {
            c.args().forEach(t -> closures(t, bound));
        } else if (s.action() instanceof Core.Print p) {
            printed(p, bound);
        } else if (s.action() instanceof Core.Every e) {
            Set<Variable> inner = new HashSet<>(bound);
            if (e.key() != null) {
                inner.add(e.key());
            }
            inner.add(e.value());
            order(e.body(), inner);
        }
        s.withs().forEach(w -> {
            if (w.value() != null) {
                closures(w.value(), bound);
            }
        });
    }

    /** Arguments of print that are unsafe print as undefined. */
    private static void printed(Core.Print p, Set<Variable> bound) {
        for (int i = 0; i < p.args().size(); i++) {
            try {
                closures(p.args().get(i), bound);
            } catch (RegoError e) {
                p.args().set(i, new Core.SetOf(List.of()));
            }
        }
    }

    private static void closures(Core.Term term, Set<Variable> bound) {
        if (term instanceof Core.Closure c) {
            Set<Variable> inner = new HashSet<>(bound);
            order(c.body(), inner);
            require(c.head(), inner, c);
            if (c.key() != null) {
                require(c.key(), inner, c);
            }
            closures(c.head(), inner);
            if (c.key() != null) {
                closures(c.key(), inner);
            }
        } else if (term instanceof Core.Reference r) {
            r.path().forEach(t -> closures(t, bound));
        } else if (term instanceof Core.Array a) {
            a.elements().forEach(t -> closures(t, bound));
        } else if (term instanceof Core.SetOf s) {
            s.elements().forEach(t -> closures(t, bound));
        } else if (term instanceof Core.ObjectOf o) {
            o.keys().forEach(t -> closures(t, bound));
            o.values().forEach(t -> closures(t, bound));
        }
    }

    private static void require(Core.Term term, Set<Variable> bound, Core.Closure c) {
        require(
                term,
                bound,
                c.body().statements.isEmpty()
                        ? null
                        : c.body().statements.get(0).at());
    }

    /** Refuses a term with an unbound variable; orders the closures in it. */
    static void requireHead(Core.Term term, Set<Variable> bound, Location at) {
        require(term, bound, at);
        closures(term, bound);
    }

    private static void require(Core.Term term, Set<Variable> bound, Location at) {
        for (Variable v : Vars.of(term)) {
            if (!bound.contains(v)) {
                Location place = v.at() == null ? at : v.at();
                String name = shown(v);
                throw RegoError.invalid(RegoError.UNSAFE, "var " + name + " is unsafe", place);
            }
        }
    }
}
