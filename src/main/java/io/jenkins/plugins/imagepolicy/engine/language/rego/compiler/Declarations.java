package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Which names a body declares, and which variables it uses without declaring them. */
final class Declarations {
    private final Rewriter rewriter;

    Declarations(Rewriter rewriter) {
        this.rewriter = rewriter;
    }

    /** Declares the names of a {@code some}, each of which the body must use. */
    void declareSome(Term.Variable name, Location at) {
        if (name.isWildcard()) {
            throw Rewriter.compile("declared var _ unused", at);
        }
        if (rewriter.scope.direct.contains(name.name())) {
            rewriter.scope.mustBeUsed.put(declare(name, "declared"), at);
        } else {
            checkDeclarable(name, "declared");
            rewriter.scope.how.put(name.name(), "declared");
            rewriter.scope.inClosures.put(name.name(), at);
        }
    }

    /** Declares a name of an {@code every}, whose body must use it. */
    Variable declareEvery(Term.Variable name) {
        Variable v = declare(name, "declared");
        if (!name.isWildcard()) {
            rewriter.scope.mustBeUsed.put(v, name.at());
        }
        return v;
    }

    Variable declare(Term.Variable name, String how) {
        Scope scope = rewriter.scope;
        if (name.isWildcard()) {
            Variable v = rewriter.named(name.name(), name.at());
            scope.declared.put(name.name(), v);
            return v;
        }
        checkDeclarable(name, how);
        Variable v = rewriter.named(name.name(), name.at());
        scope.declared.put(name.name(), v);
        scope.how.put(name.name(), how);
        return v;
    }

    private void checkDeclarable(Term.Variable name, String how) {
        boolean root = name.name().equals("input") || name.name().equals("data");
        if (root && (rewriter.strict() || !how.equals("assigned"))) {
            throw Rewriter.compile(
                    (how.equals("arg") ? "args" : "variables") + " must not shadow " + name.name()
                            + " (use a different variable name)",
                    name.at());
        }
        check(rewriter.scope, name.name(), name.at());
    }

    private static void check(Scope scope, String name, Location at) {
        String before = scope.how.get(name);
        if (before != null) {
            throw Rewriter.compile(
                    before.equals("arg") ? "arg " + name + " redeclared" : "var " + name + " " + before + " above", at);
        }
        if (scope.outer != null && scope.outer.depth == scope.depth && "arg".equals(scope.outer.how.get(name))) {
            throw Rewriter.compile("arg " + name + " redeclared", at);
        }
        if (scope.used.contains(name)) {
            throw Rewriter.compile("var " + name + " referenced above", at);
        }
    }

    /** Declares the variables of an argument, where a repeated name is the same variable. */
    void declarePattern(Term term, String how) {
        patternVars(term, v -> {
            if (!rewriter.scope.declared.containsKey(v.name())) {
                declare(v, how);
            }
        });
    }

    /** Declares the variables of {@code some ... in}, each once. */
    void declareSomeIn(Term key, Term value) {
        Map<String, Term.Variable> names = new LinkedHashMap<>();
        if (key != null) {
            patternVars(key, v -> names.putIfAbsent(v.name(), v));
        }
        patternVars(value, v -> names.putIfAbsent(v.name(), v));
        names.values().stream().filter(v -> !v.isWildcard()).forEach(v -> declare(v, "declared"));
    }

    /** An argument is a pattern: nothing in it is called or looked up. */
    static void checkArgument(Term arg) {
        if (arg instanceof Term.Call) {
            throw Rewriter.compile("rule arguments cannot contain calls", arg.at());
        }
        if (arg instanceof Term.Ref r && r.head() instanceof Term.Variable v) {
            throw RegoError.invalid(RegoError.UNSAFE, "var " + v.name() + " is unsafe", r.at());
        }
        if (arg instanceof Term.ArrayLiteral a) {
            a.elements().forEach(Declarations::checkArgument);
        } else if (arg instanceof Term.SetLiteral s) {
            s.elements().forEach(Declarations::checkArgument);
        } else if (arg instanceof Term.ObjectLiteral o) {
            o.entries().forEach(e -> {
                checkArgument(e.key());
                checkArgument(e.value());
            });
        }
    }

    /** Declares the left side of {@code :=}. */
    void declareAssigned(Term left) {
        if (left instanceof Term.Variable v) {
            if (!v.isWildcard()) {
                declare(v, "assigned");
            }
        } else if (left instanceof Term.ArrayLiteral a) {
            a.elements().forEach(this::declareAssigned);
        } else if (left instanceof Term.ObjectLiteral o) {
            o.entries().forEach(e -> declareAssigned(e.value()));
        } else {
            throw Rewriter.compile("cannot assign to " + kind(left), left.at());
        }
    }

    private static String kind(Term term) {
        if (term instanceof Term.Scalar s) {
            return s.value().typeName();
        }
        if (term instanceof Term.Call) {
            return "call";
        }
        if (term instanceof Term.Ref) {
            return "ref";
        }
        return term instanceof Term.SetLiteral ? "set" : "comprehension";
    }

    static void patternVars(Term term, Consumer<Term.Variable> action) {
        if (term instanceof Term.Variable v) {
            action.accept(v);
        } else if (term instanceof Term.ArrayLiteral a) {
            a.elements().forEach(t -> patternVars(t, action));
        } else if (term instanceof Term.ObjectLiteral o) {
            o.entries().forEach(e -> patternVars(e.value(), action));
        }
    }

    void collectHiding(List<Expr> body) {
        for (Expr e : body) {
            Consumer<Term.Variable> hide = v -> rewriter.scope.hiding.add(v.name());
            if (e.literal() instanceof Expr.Unification u && u.declares()) {
                patternVars(u.left(), hide);
            } else if (e.literal() instanceof Expr.SomeNames s) {
                s.names().forEach(hide);
            } else if (e.literal() instanceof Expr.SomeIn s) {
                if (s.key() != null) {
                    patternVars(s.key(), hide);
                }
                patternVars(s.value(), hide);
            }
        }
    }

    /** Enters the variables that the body uses outside of its closures, unless a body around has them already. */
    void collectPlain(List<Expr> body) {
        for (Expr e : body) {
            if (e.literal() instanceof Expr.TermLiteral t) {
                if (!(t.term() instanceof Term.Call c && rewriter.terms().isPrint(c))) {
                    collect(t.term());
                }
            } else if (e.literal() instanceof Expr.Unification u) {
                collect(u.left());
                collect(u.right());
            } else if (e.literal() instanceof Expr.SomeIn s) {
                if (s.key() != null) {
                    collect(s.key());
                }
                collect(s.value());
                collect(s.domain());
            } else if (e.literal() instanceof Expr.Every every) {
                collect(every.domain());
            }
            e.withs().stream()
                    .filter(w -> rewriter.callees().function(w.value()) == null)
                    .forEach(w -> collect(w.value()));
        }
    }

    private void collect(Term term) {
        if (term instanceof Term.Variable v) {
            plain(v);
        } else if (term instanceof Term.Ref r) {
            collect(r.head());
            r.path().forEach(this::collect);
        } else if (term instanceof Term.ArrayLiteral a) {
            a.elements().forEach(this::collect);
        } else if (term instanceof Term.SetLiteral s) {
            s.elements().forEach(this::collect);
        } else if (term instanceof Term.ObjectLiteral o) {
            o.entries().forEach(e -> {
                collect(e.key());
                collect(e.value());
            });
        } else if (term instanceof Term.Call c) {
            c.args().forEach(this::collect);
        }
    }

    private void plain(Term.Variable v) {
        String name = v.name();
        Scope scope = rewriter.scope;
        scope.direct.add(name);
        boolean root = name.equals("input") || name.equals("data");
        if (scope.hiding.contains(name)
                || scope.findDeclared(name) != null
                || scope.findPlain(name) != null
                || !scope.hides(name) && (root || rewriter.names().find(name) != null)) {
            return;
        }
        scope.plain.put(name, rewriter.undeclared(name, v.at()));
    }
}
