package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import java.util.LinkedHashSet;
import java.util.Set;

/** The variables of core terms and statements. */
final class Vars {
    private Vars() {}

    /** Variables of the term; of closures only those from around them. */
    static void of(Core.Term term, Set<Variable> into) {
        if (term instanceof Core.Name n) {
            into.add(n.variable());
        } else if (term instanceof Core.Reference r) {
            if (r.head() != null) {
                into.add(r.head());
            }
            r.path().forEach(t -> of(t, into));
        } else if (term instanceof Core.Array a) {
            a.elements().forEach(t -> of(t, into));
        } else if (term instanceof Core.SetOf s) {
            s.elements().forEach(t -> of(t, into));
        } else if (term instanceof Core.ObjectOf o) {
            o.keys().forEach(t -> of(t, into));
            o.values().forEach(t -> of(t, into));
        } else if (term instanceof Core.Closure c) {
            captured(c, into);
        }
    }

    private static void captured(Core.Closure c, Set<Variable> into) {
        Set<Variable> inside = new LinkedHashSet<>();
        if (c.key() != null) {
            of(c.key(), inside);
        }
        of(c.head(), inside);
        of(c.body(), inside);
        addOuter(inside, c.body().depth, into);
    }

    private static void addOuter(Set<Variable> inside, int depth, Set<Variable> into) {
        for (Variable v : inside) {
            if (v.depth() < depth) {
                into.add(v);
            }
        }
    }

    static void of(Core.Body body, Set<Variable> into) {
        body.statements.forEach(s -> of(s, into));
    }

    static void of(Core.Statement s, Set<Variable> into) {
        if (s.action() instanceof Core.Truth t) {
            of(t.term(), into);
        } else if (s.action() instanceof Core.Unify u) {
            of(u.left(), into);
            of(u.right(), into);
        } else if (s.action() instanceof Core.Call c) {
            c.args().forEach(t -> of(t, into));
            if (c.result() != null) {
                of(c.result(), into);
            }
        } else if (s.action() instanceof Core.Every e) {
            of(e.domain(), into);
            Set<Variable> inside = new LinkedHashSet<>();
            of(e.body(), inside);
            addOuter(inside, e.body().depth, into);
        }
        s.withs().forEach(w -> {
            if (w.value() != null) {
                of(w.value(), into);
            }
        });
    }

    static Set<Variable> of(Core.Statement s) {
        Set<Variable> vars = new LinkedHashSet<>();
        of(s, vars);
        return vars;
    }

    static Set<Variable> of(Core.Term t) {
        Set<Variable> vars = new LinkedHashSet<>();
        of(t, vars);
        return vars;
    }
}
