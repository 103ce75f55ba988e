package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;

/** Binds a name to the field, variable, let clause or alias that the nearest scope declares, else to a built-in. */
final class NameBinder {
    private final Binding binding;
    private final Scopes scopes;

    NameBinder(Binding binding) {
        this.binding = binding;
        this.scopes = binding.scopes;
    }

    Expr resolve(Ast.Name name) {
        if (name.name().equals("_")) {
            return binding.builtins.top(name.at());
        }
        int up = 0;
        for (Scope s = scopes.current(); s != null; s = s.outer) {
            Scope.Entry entry = s.own(name.name());
            if (entry != null) {
                entry.used = true;
                return reference(name, entry, s, up);
            }
            up += s.weight;
        }
        return binding.builtins.predeclared(name);
    }

    private Expr reference(Ast.Name name, Scope.Entry entry, Scope where, int up) {
        return switch (entry.role) {
            case FIELD, VARIABLE -> new Expr.FieldReference(up, entry.label, name.at());
            case LET -> {
                binding.lets.use(entry.label, name.at());
                yield new Expr.LetReference(up, entry.label, name.at());
            }
            case PATTERN_LABEL -> new Expr.LabelReference(up, name.at());
            case VALUE_ALIAS -> new Expr.ValueReference(up, name.at());
            case IMPORT -> throw CueFault.unsupported(name.at(), "a package as a value");
            case ALIAS -> alias(name, (Ast.Field) entry.declaration, where, up);
        };
    }

    private Expr alias(Ast.Name name, Ast.Field field, Scope where, int up) {
        if (field.label() instanceof Ast.NameLabel label) {
            return new Expr.FieldReference(up, Label.identifier(label.name()), name.at());
        }
        if (field.label() instanceof Ast.TextLabel label) {
            return new Expr.FieldReference(up, Label.string(label.text()), name.at());
        }
        Scope here = scopes.current();
        scopes.back(where);
        Expr key = binding.expressions.expr(((Ast.ComputedLabel) field.label()).key());
        scopes.back(here);
        return new Expr.ComputedReference(up, key, name.at());
    }
}
