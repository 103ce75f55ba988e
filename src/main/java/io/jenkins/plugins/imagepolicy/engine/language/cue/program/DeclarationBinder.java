package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.ArrayList;
import java.util.List;

/** Binds the declarations of a struct: its names first, which they all see, then each. */
final class DeclarationBinder {
    private final Binding binding;
    private final Scopes scopes;

    DeclarationBinder(Binding binding) {
        this.binding = binding;
        this.scopes = binding.scopes;
    }

    Expr.Struct struct(Ast.Struct struct) {
        Scope outer = scopes.open(1);
        declareAll(struct.decls());
        List<Expr.Decl> decls = decls(struct.decls());
        scopes.close(outer);
        return struct(decls, struct.decls(), false, struct.at());
    }

    /** The struct, or file, of these declarations. */
    static Expr.Struct struct(List<Expr.Decl> decls, List<Ast.Decl> source, boolean file, int at) {
        boolean embeds = decls.stream().anyMatch(d -> d instanceof Expr.Embedding || d instanceof Expr.Comprehension);
        boolean open = source.stream().anyMatch(d -> d instanceof Ast.Ellipsis);
        return new Expr.Struct(List.copyOf(decls), embeds, open, file, at);
    }

    /** Declares the names in the current scope. */
    void declareAll(List<Ast.Decl> decls) {
        for (Ast.Decl decl : decls) {
            if (decl instanceof Ast.Field field) {
                declareField(field);
            } else if (decl instanceof Ast.Let let) {
                Label label = binding.lets.label(let.name());
                scopes.declare(let.name(), new Scope.Entry(Scope.Role.LET, label, let, let.at()));
            }
        }
    }

    private void declareField(Ast.Field field) {
        if (field.alias() != null && !(field.label() instanceof Ast.PatternLabel)) {
            scopes.declare(field.alias(), new Scope.Entry(Scope.Role.ALIAS, null, field, field.at()));
        }
        if (field.label() instanceof Ast.NameLabel name) {
            scopes.declare(
                    name.name(), new Scope.Entry(Scope.Role.FIELD, Label.identifier(name.name()), field, field.at()));
        }
    }

    /** CUE checks the comparison again at the end even though nothing else looks at the field. */
    private static Expr.Decl refuseAbsence(Ast.Mark mark, Expr.Decl decl) {
        if (mark == Ast.Mark.OPTIONAL && decl instanceof Expr.Field field && Absences.isAskedFor(field.value())) {
            throw CueFault.unsupported(field.at(), "an optional field that compares with _|_");
        }
        return decl;
    }

    List<Expr.Decl> decls(List<Ast.Decl> decls) {
        List<Expr.Decl> bound = new ArrayList<>(decls.size());
        for (Ast.Decl decl : decls) {
            if (decl instanceof Ast.Field field) {
                bound.add(refuseAbsence(field.mark(), field(field)));
            } else if (decl instanceof Ast.Let let) {
                Scope.Entry entry = scopes.current().own(let.name());
                scopes.current().hide(let.name());
                binding.lets.begin(entry.label);
                Expr value = binding.expressions.expr(let.value());
                binding.lets.end();
                scopes.current().restore(let.name(), entry);
                bound.add(new Expr.LetField(entry.label, value, let.at()));
            } else if (decl instanceof Ast.Embed embed) {
                bound.add(new Expr.Embedding(binding.expressions.expr(embed.value())));
            } else if (decl instanceof Ast.Comprehension comprehension) {
                bound.add(binding.comprehensions.comprehension(comprehension));
            }
        }
        return bound;
    }

    private Expr.Decl field(Ast.Field field) {
        FieldType type =
                switch (field.mark()) {
                    case REGULAR -> FieldType.MEMBER;
                    case OPTIONAL -> FieldType.OPTIONAL;
                    case REQUIRED -> FieldType.REQUIRED;
                };
        if (field.label() instanceof Ast.PatternLabel pattern) {
            return pattern(field, pattern);
        }
        if (field.label() instanceof Ast.NameLabel name) {
            return new Expr.Field(Label.identifier(name.name()), type, fieldValue(field), field.at());
        }
        if (field.label() instanceof Ast.TextLabel text) {
            return new Expr.Field(Label.string(text.text()), type, fieldValue(field), field.at());
        }
        Expr key = binding.expressions.expr(((Ast.ComputedLabel) field.label()).key());
        return new Expr.ComputedField(key, type, fieldValue(field), field.at());
    }

    private Expr.Decl pattern(Ast.Field field, Ast.PatternLabel pattern) {
        if (field.alias() != null) {
            throw CueFault.unsupported(field.at(), "an alias of a pattern constraint");
        }
        if (field.mark() != Ast.Mark.REGULAR) {
            throw CueFault.unsupported(field.at(), "a marked pattern constraint");
        }
        Scope outer = scopes.open(0);
        PatternNames.of(pattern.pattern()).forEach(this::refuseOwnField);
        Expr bound = binding.expressions.expr(pattern.pattern());
        if (pattern.alias() != null) {
            scopes.declare(pattern.alias(), new Scope.Entry(Scope.Role.PATTERN_LABEL, null, field, field.at()));
        }
        Expr value = fieldValue(field);
        scopes.back(outer);
        return new Expr.PatternField(bound, value, pattern.alias() != null, field.at());
    }

    /** A pattern must not depend on the fields that it may constrain. */
    private void refuseOwnField(Ast.Name name) {
        for (Scope s = scopes.current(); s != null && !s.inField; s = s.outer) {
            if (s.own(name.name()) != null) {
                throw CueFault.invalid(
                        name.at(),
                        "reference \"" + name.name()
                                + "\" in label expression refers to field against which it would be matched");
            }
        }
    }

    private Expr fieldValue(Ast.Field field) {
        Scope outer = scopes.current();
        if (field.valueAlias() != null) {
            scopes.open(0);
            scopes.declare(field.valueAlias(), new Scope.Entry(Scope.Role.VALUE_ALIAS, null, field, field.at()));
        }
        boolean nested = scopes.current().inField;
        scopes.current().inField = true;
        Expr value = binding.expressions.expr(field.value());
        scopes.current().inField = nested;
        scopes.close(outer);
        return value;
    }
}
