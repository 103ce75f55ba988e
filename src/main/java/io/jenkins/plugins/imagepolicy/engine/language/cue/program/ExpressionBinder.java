package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Binds expressions and refuses operands that can never have a value. */
final class ExpressionBinder {
    private final Binding binding;
    private final Scopes scopes;

    ExpressionBinder(Binding binding) {
        this.binding = binding;
        this.scopes = binding.scopes;
    }

    Expr expr(Ast.Expr expr) {
        if (expr instanceof Ast.Name name) {
            return binding.names.resolve(name);
        } else if (expr instanceof Ast.Num num) {
            return number(num);
        } else if (expr instanceof Ast.Text text) {
            return new Expr.Literal(text(text), text.at());
        } else if (expr instanceof Ast.Bool bool) {
            return new Expr.Literal(Data.of(bool.value()), bool.at());
        } else if (expr instanceof Ast.Null) {
            return new Expr.Literal(Data.NULL, expr.at());
        } else if (expr instanceof Ast.Bottom) {
            return new Expr.BottomLiteral(expr.at());
        } else if (expr instanceof Ast.Paren paren) {
            return expr(paren.inner());
        } else if (expr instanceof Ast.Struct struct) {
            return binding.declarations.struct(struct);
        } else if (expr instanceof Ast.ListLit list) {
            return list(list);
        } else if (expr instanceof Ast.Selector selector) {
            return selector(selector);
        } else if (expr instanceof Ast.Index index) {
            return new Expr.Index(expr(index.from()), expr(index.index()), index.at());
        } else if (expr instanceof Ast.Slice slice) {
            return new Expr.Slice(expr(slice.from()), orNull(slice.low()), orNull(slice.high()), slice.at());
        } else if (expr instanceof Ast.Call call) {
            return new Expr.Call(
                    expr(call.function()),
                    call.arguments().stream().map(this::expr).toList(),
                    call.at());
        } else if (expr instanceof Ast.Interpolation text) {
            return new Expr.Interpolation(
                    text.texts(), text.values().stream().map(this::expr).toList(), text.bytes(), text.at());
        } else if (expr instanceof Ast.Unary unary) {
            return unary(unary);
        } else if (expr instanceof Ast.Binary binary) {
            return binary(binary);
        }
        throw CueFault.invalid(expr.at(), "an alias is not allowed here");
    }

    private Expr orNull(Ast.Expr expr) {
        return expr == null ? null : expr(expr);
    }

    private static Value text(Ast.Text text) {
        return text.bytes()
                ? new Data.BytesData(text.value())
                : new Data.StringData(new String(text.value(), StandardCharsets.UTF_8));
    }

    private static Expr number(Ast.Num num) {
        try {
            return new Expr.Literal(Numbers.parse(num.literal()), num.at());
        } catch (NumberFormatException e) {
            throw CueFault.invalid(num.at(), "illegal number " + num.literal() + ": " + e.getMessage());
        }
    }

    private Expr list(Ast.ListLit list) {
        Scope outer = scopes.open(1);
        List<Expr.Element> elements = new ArrayList<>();
        boolean comprehends = false;
        for (Ast.Element element : list.elements()) {
            if (element instanceof Ast.Comprehension comprehension) {
                comprehends = true;
                Scope here = scopes.current();
                List<Expr.Clause> clauses = binding.comprehensions.clauses(comprehension);
                Expr.Struct value = binding.declarations.struct(comprehension.value());
                scopes.close(here);
                elements.add(new Expr.Element(clauses, value));
            } else {
                elements.add(new Expr.Element(List.of(), expr((Ast.Expr) element)));
            }
        }
        Expr rest = null;
        if (list.open()) {
            rest = list.rest() == null ? binding.builtins.top(list.at()) : expr(list.rest());
        }
        scopes.back(outer);
        return new Expr.ListLit(List.copyOf(elements), rest, comprehends, list.at());
    }

    private Expr selector(Ast.Selector selector) {
        if (selector.from() instanceof Ast.Name name && !selector.quoted()) {
            Scope.Entry entry = scopes.find(name.name());
            if (entry != null && entry.role == Scope.Role.IMPORT) {
                entry.used = true;
                return binding.builtins.member(((Ast.Import) entry.declaration).path(), selector);
            }
        }
        Label label = selector.quoted() ? Label.string(selector.name()) : Label.identifier(selector.name());
        return new Expr.Selector(expr(selector.from()), label, selector.at());
    }

    private Expr unary(Ast.Unary unary) {
        switch (unary.operator()) {
            case MULTIPLY:
                throw CueFault.invalid(unary.at(), "preference mark not allowed at this position");
            case NOT, ADD, SUBTRACT: {
                Expr operand = expr(unary.operand());
                if (neverConcrete(operand)) {
                    throw requiresConcrete(unary.at(), unary.operator());
                }
                return new Expr.Unary(unary.operator(), operand, unary.at());
            }
            default:
                return new Expr.Bound(unary.operator(), expr(unary.operand()), unary.at());
        }
    }

    private Expr binary(Ast.Binary binary) {
        if (binary.operator() == Operator.OR) {
            List<Expr.Disjunct> disjuncts = new ArrayList<>();
            boolean left = disjunct(binary.left(), false, disjuncts);
            boolean marked = disjunct(binary.right(), false, disjuncts) || left;
            return new Expr.Disjunction(List.copyOf(disjuncts), marked, binary.at());
        }
        Expr left = expr(binary.left());
        Expr right = expr(binary.right());
        if (binary.operator() != Operator.AND && (neverConcrete(left) || neverConcrete(right))) {
            throw requiresConcrete(binary.at(), binary.operator());
        }
        return new Expr.Binary(binary.operator(), left, right, binary.at());
    }

    private boolean disjunct(Ast.Expr expr, boolean marked, List<Expr.Disjunct> disjuncts) {
        if (expr instanceof Ast.Binary binary && binary.operator() == Operator.OR) {
            boolean left = disjunct(binary.left(), marked, disjuncts);
            return disjunct(binary.right(), marked, disjuncts) || left;
        }
        if (expr instanceof Ast.Unary unary && unary.operator() == Operator.MULTIPLY) {
            disjunct(unary.operand(), true, disjuncts);
            return true;
        }
        disjuncts.add(new Expr.Disjunct(expr(expr), marked));
        return false;
    }

    private static boolean neverConcrete(Expr expr) {
        return expr instanceof Expr.Bound
                || (expr instanceof Expr.Literal literal && !literal.value().isConcrete());
    }

    private static CueFault requiresConcrete(int at, Operator operator) {
        return CueFault.invalid(at, "invalid operand ('" + operator + "' requires concrete value)");
    }
}
