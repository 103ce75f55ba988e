package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Names;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The references and names of a statement that an explanation can show with their values. */
final class Operands {
    private Operands() {}

    static void of(Core.Statement s, Set<Variable> bound, BiConsumer<String, Core.Term> found) {
        if (s.action() instanceof Core.Truth t) {
            of(t.term(), bound, found);
        } else if (s.action() instanceof Core.Unify u) {
            of(u.left(), bound, found);
            of(u.right(), bound, found);
        } else if (s.action() instanceof Core.Call c) {
            c.args().forEach(a -> of(a, bound, found));
        } else if (s.action() instanceof Core.Every e) {
            of(e.domain(), bound, found);
        }
    }

    private static void of(Core.Term t, Set<Variable> bound, BiConsumer<String, Core.Term> found) {
        if (t instanceof Core.Name n
                && bound.contains(n.variable())
                && !n.variable().isGenerated()) {
            found.accept(n.variable().name(), t);
        } else if (t instanceof Core.Reference r && (r.head() == null || bound.contains(r.head()))) {
            int known = 0;
            while (known < r.path().size() && r.path().get(known) instanceof Core.Constant) {
                known++;
            }
            if (known > 0 || r.root() == Core.Root.INPUT) {
                List<Core.Term> path = r.path().subList(0, known);
                found.accept(text(r, path), new Core.Reference(r.root(), r.head(), path, r.at()));
            }
        }
    }

    private static String text(Core.Reference r, List<Core.Term> path) {
        StringBuilder out = new StringBuilder(
                switch (r.root()) {
                    case INPUT -> "input";
                    case DATA -> "data";
                    case VARIABLE -> r.head().isGenerated() ? "(...)" : r.head().name();
                });
        for (Core.Term t : path) {
            Value key = ((Core.Constant) t).value();
            if (key instanceof StringValue s && Names.isName(s.value())) {
                out.append('.').append(s.value());
            } else {
                out.append('[').append(key).append(']');
            }
        }
        return out.toString();
    }
}
