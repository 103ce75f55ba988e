package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Binds comprehensions: each clause in the scope of those before it, then the value. */
final class ComprehensionBinder {
    private final Binding binding;
    private final Scopes scopes;

    ComprehensionBinder(Binding binding) {
        this.binding = binding;
        this.scopes = binding.scopes;
    }

    Expr.Comprehension comprehension(Ast.Comprehension comprehension) {
        Scope outer = scopes.current();
        List<Expr.Clause> clauses = clauses(comprehension);
        Expr.Struct value = binding.declarations.struct(comprehension.value());
        scopes.close(outer);
        return new Expr.Comprehension(clauses, value, labels(value), comprehension.at());
    }

    /** Binds the clauses; the scopes that they open stay open, for the value. */
    List<Expr.Clause> clauses(Ast.Comprehension comprehension) {
        List<Expr.Clause> clauses = new ArrayList<>();
        for (Ast.Clause clause : comprehension.clauses()) {
            if (clause instanceof Ast.ForClause each) {
                clauses.add(forClause(each));
            } else if (clause instanceof Ast.IfClause guard) {
                clauses.add(new Expr.IfClause(binding.expressions.expr(guard.condition()), guard.at()));
            } else {
                Ast.LetClause let = (Ast.LetClause) clause;
                if (clauses.isEmpty()) {
                    throw CueFault.invalid(let.at(), "first comprehension clause must be 'if' or 'for'");
                }
                Expr value = binding.expressions.expr(let.value());
                Label label = Label.let(let.name());
                scopes.open(1);
                scopes.declare(let.name(), new Scope.Entry(Scope.Role.VARIABLE, label, let, let.at()));
                clauses.add(new Expr.LetClause(label, value, let.at()));
            }
        }
        return List.copyOf(clauses);
    }

    private Expr.ForClause forClause(Ast.ForClause each) {
        Expr source = binding.expressions.expr(each.source());
        scopes.open(1);
        Label key = each.key() == null ? null : Label.let(each.key());
        Label value = Label.let(each.value());
        if (each.key() != null) {
            if (each.key().equals(each.value()) && !each.key().equals("_")) {
                throw CueFault.unsupported(each.at(), "one name for key and value");
            }
            scopes.declare(each.key(), new Scope.Entry(Scope.Role.VARIABLE, key, each, each.at()));
        }
        scopes.declare(each.value(), new Scope.Entry(Scope.Role.VARIABLE, value, each, each.at()));
        return new Expr.ForClause(key, value, source, each.at());
    }

    /** The labels that a comprehension's value declares, or null when it may declare any. */
    private static Set<Label> labels(Expr.Struct value) {
        Set<Label> labels = new HashSet<>();
        for (Expr.Decl decl : value.decls()) {
            if (decl instanceof Expr.Field field) {
                labels.add(field.label());
            } else if (decl instanceof Expr.Comprehension inner && inner.labels() != null) {
                labels.addAll(inner.labels());
            } else if (!(decl instanceof Expr.LetField)) {
                return null;
            }
        }
        return Set.copyOf(labels);
    }
}
