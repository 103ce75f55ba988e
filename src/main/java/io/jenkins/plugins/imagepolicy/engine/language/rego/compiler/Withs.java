package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Rewrites the {@code with} modifiers of an expression. */
final class Withs {
    private final Rewriter rewriter;

    Withs(Rewriter rewriter) {
        this.rewriter = rewriter;
    }

    List<Core.With> of(Expr e, Rewriter.Support support) {
        if (e.withs().isEmpty()) {
            return List.of();
        }
        List<Core.With> withs = new ArrayList<>();
        for (Expr.With w : e.withs()) {
            withs.add(with(w, support));
        }
        return withs;
    }

    private Core.With with(Expr.With w, Rewriter.Support support) {
        Core.Callee function = rewriter.callees().function(w.target());
        if (function != null) {
            checkReplaceable(function, w);
            Core.Callee by = isLocal(w.value()) ? null : rewriter.callees().function(w.value());
            if (by != null) {
                rewriter.program().checkAllowed(by, w.at(), rewriter.strict());
                checkArity(function, by, w);
                return new Core.With(false, null, function, null, by, w.at());
            }
            return new Core.With(false, null, function, rewriter.terms().inner(w.value(), support), null, w.at());
        }
        ModuleNames.Target target = rewriter.callees().document(w.target());
        if (target == null) {
            throw RegoError.invalid(
                    RegoError.TYPE,
                    "with keyword target must reference existing input, data, or a function",
                    w.target().at());
        }
        if (!target.ofInput()) {
            checkWhole(target, w);
        }
        Core.Term value = rewriter.terms().inner(w.value(), support);
        return new Core.With(target.ofInput(), target.path(), null, value, null, w.at());
    }

    /** A value below a rule's document cannot be replaced, only the document. */
    private void checkWhole(ModuleNames.Target target, Expr.With w) {
        RuleTree place = rewriter.program().tree();
        for (int i = 0; i < target.path().size() - 1; i++) {
            place = place.child(target.path().get(i));
            if (place == null) {
                return;
            }
            if (place.group() != null) {
                throw Rewriter.compile(
                        "with keyword cannot partially replace virtual document(s)",
                        w.target().at());
            }
        }
    }

    private static void checkReplaceable(Core.Callee function, Expr.With w) {
        String name = function.builtin();
        if (name == null) {
            return;
        }
        if (name.equals("rego.metadata.chain") || name.equals("rego.metadata.rule")) {
            throw refused("replacement of \"" + name + "\" invalid", w);
        }
        if (name.startsWith("internal.")) {
            throw refused("replacement of internal function \"" + name + "\" invalid", w);
        }
        if (name.equals("walk")) {
            throw refused("target must not be a relation", w);
        }
        if (name.equals("print")) {
            throw refused("target must not be a void function", w);
        }
    }

    private static RegoError refused(String why, Expr.With w) {
        return Rewriter.compile(
                "with keyword replacing built-in function: " + why, w.target().at());
    }

    private boolean isLocal(Term value) {
        return value instanceof Term.Variable v
                && (rewriter.scope.findDeclared(v.name()) != null || rewriter.scope.findPlain(v.name()) != null);
    }

    private void checkArity(Core.Callee function, Core.Callee by, Expr.With w) {
        int a = rewriter.program().arity(function);
        int b = rewriter.program().arity(by);
        if (a >= 0 && b >= 0 && a != b) {
            throw RegoError.invalid(RegoError.TYPE, "with keyword value must be a function of arity " + a, w.at());
        }
    }

    /** The constants of a path, or null if one is no constant. */
    static List<Value> constants(List<Term> path) {
        List<Value> values = new ArrayList<>();
        for (Term t : path) {
            if (!(t instanceof Term.Scalar s)) {
                return null;
            }
            values.add(s.value());
        }
        return values;
    }
}
