package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A field as the text declares it: the fields of its value and the references to other fields in it. */
final class FieldTree {
    /** A reference; {@code bare} when it is all there is of a field, so that CUE shares the value instead of copying it. */
    record Reference(FieldTree scope, List<String> path, boolean bare, int at) {}

    /** The name of an operand of a disjunction or conjunction: a scope, but no field. */
    private static final String LITERAL = "";

    final FieldTree outer;
    final String name;
    final boolean optional;
    final List<FieldTree> fields = new ArrayList<>();
    final List<Reference> references = new ArrayList<>();

    private FieldTree(FieldTree outer, String name, boolean optional) {
        this.outer = outer;
        this.name = name;
        this.optional = optional;
    }

    static FieldTree of(List<Ast.Decl> decls) {
        FieldTree root = new FieldTree(null, "", false);
        root.add(decls);
        return root;
    }

    /** The fields that a reference means; empty when it means something else. */
    static List<FieldTree> targets(Reference reference) {
        for (FieldTree scope = reference.scope(); scope != null; scope = scope.outer) {
            List<FieldTree> found = scope.named(reference.path().get(0));
            if (!found.isEmpty()) {
                return descend(found, reference.path());
            }
        }
        return List.of();
    }

    /** As far as the text declares the path. */
    private static List<FieldTree> descend(List<FieldTree> from, List<String> path) {
        List<FieldTree> found = from;
        for (String next : path.subList(1, path.size())) {
            List<FieldTree> inner =
                    found.stream().flatMap(field -> field.below(next)).toList();
            if (inner.isEmpty()) {
                return found;
            }
            found = inner;
        }
        return found;
    }

    private Stream<FieldTree> below(String wanted) {
        return fields.stream()
                .flatMap(field -> field.name.equals(LITERAL)
                        ? field.below(wanted)
                        : field.name.equals(wanted) ? Stream.of(field) : Stream.empty());
    }

    private List<FieldTree> named(String wanted) {
        return fields.stream().filter(field -> field.name.equals(wanted)).toList();
    }

    private void add(List<Ast.Decl> decls) {
        boolean conditional = decls.stream().anyMatch(Ast.Comprehension.class::isInstance);
        for (Ast.Decl decl : decls) {
            if (decl instanceof Ast.Field field) {
                boolean pattern = field.label() instanceof Ast.PatternLabel;
                boolean mayBeAbsent = field.mark() == Ast.Mark.OPTIONAL || (pattern && conditional);
                FieldTree inner = new FieldTree(this, nameOf(field.label()), mayBeAbsent);
                fields.add(inner);
                if (!pattern || conditional || !(field.value() instanceof Ast.Name)) {
                    inner.value(this, field.value(), true);
                }
            } else if (decl instanceof Ast.Let let) {
                FieldTree inner = new FieldTree(this, let.name(), false);
                fields.add(inner);
                inner.value(this, let.value(), true);
            } else if (decl instanceof Ast.Comprehension comprehension) {
                add(comprehension);
            } else if (decl instanceof Ast.Embed embed && !(embed.value() instanceof Ast.Name)) {
                value(this, embed.value(), false);
            }
        }
    }

    private void add(Ast.Comprehension comprehension) {
        for (Ast.Clause clause : comprehension.clauses()) {
            if (clause instanceof Ast.IfClause guard) {
                value(this, guard.condition(), false);
            } else if (clause instanceof Ast.ForClause each) {
                value(this, each.source(), false);
            }
        }
        add(comprehension.value().decls());
    }

    private static String nameOf(Ast.Label label) {
        if (label instanceof Ast.NameLabel name) {
            return name.name();
        }
        return label instanceof Ast.TextLabel text ? text.text() : "[]";
    }

    private void value(FieldTree scope, Ast.Expr expr, boolean bare) {
        List<String> path = path(expr);
        if (path != null) {
            references.add(new Reference(scope, path, bare, expr.at()));
        } else if (expr instanceof Ast.Paren paren) {
            value(scope, paren.inner(), bare);
        } else if (expr instanceof Ast.Struct struct) {
            add(struct.decls());
        } else if (expr instanceof Ast.ListLit list) {
            list.elements().forEach(element -> {
                if (element instanceof Ast.Comprehension comprehension) {
                    add(comprehension);
                } else {
                    value(scope, (Ast.Expr) element, bare);
                }
            });
        } else if (expr instanceof Ast.Unary unary) {
            value(scope, unary.operand(), false);
        } else if (expr instanceof Ast.Binary binary) {
            operand(scope, binary.operator(), binary.left());
            operand(scope, binary.operator(), binary.right());
        } else if (expr instanceof Ast.Call call) {
            value(scope, call.function(), false);
            call.arguments().forEach(argument -> value(scope, argument, false));
        } else if (expr instanceof Ast.Index index) {
            value(scope, index.from(), false);
            value(scope, index.index(), false);
        } else if (expr instanceof Ast.Interpolation text) {
            text.values().forEach(each -> value(scope, each, false));
        }
    }

    /** A bare name as a disjunct or in a conjunction is copied, which is how recursive types end. */
    private void operand(FieldTree scope, Operator operator, Ast.Expr expr) {
        boolean marked = expr instanceof Ast.Unary unary && unary.operator() == Operator.MULTIPLY;
        Ast.Expr value = marked ? ((Ast.Unary) expr).operand() : expr;
        boolean disjunct = operator == Operator.OR;
        if (!disjunct && operator != Operator.AND) {
            value(scope, value, false);
        } else if (path(value) == null) {
            FieldTree literal = new FieldTree(this, LITERAL, disjunct);
            fields.add(literal);
            literal.value(scope, value, disjunct);
        }
    }

    private static List<String> path(Ast.Expr expr) {
        if (expr instanceof Ast.Name name) {
            return List.of(name.name());
        }
        if (expr instanceof Ast.Selector selector) {
            List<String> from = path(selector.from());
            if (from != null) {
                List<String> path = new ArrayList<>(from);
                path.add(selector.name());
                return path;
            }
        }
        return null;
    }
}
