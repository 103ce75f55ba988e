package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import java.util.ArrayList;
import java.util.List;

/** Reads bodies: expressions that line breaks or semicolons separate. */
final class BodyParser {
    private final Cursor cursor;
    private final TermParser terms;

    BodyParser(Cursor cursor) {
        this.cursor = cursor;
        this.terms = new TermParser(cursor, this);
    }

    TermParser terms() {
        return terms;
    }

    /** The expressions up to the closing symbol, which is taken. */
    List<Expr> body(String end) {
        cursor.enter();
        if (cursor.at(end)) {
            throw cursor.error("found empty body", cursor.peek().at());
        }
        List<Expr> body = new ArrayList<>();
        while (true) {
            body.add(literal());
            boolean separated = cursor.accept(";");
            if (cursor.at(end)) {
                cursor.take();
                cursor.leave();
                return body;
            }
            if (!separated && !cursor.peek().lined()) {
                throw cursor.unexpected("expected \\n or ; or " + end);
            }
        }
    }

    /** The expressions of a query, up to the end of the text. */
    List<Expr> query() {
        List<Expr> body = new ArrayList<>();
        while (!cursor.atEnd()) {
            body.add(literal());
            if (!cursor.accept(";") && !cursor.atEnd() && !cursor.peek().lined()) {
                throw cursor.unexpected("expected \\n or ; or eof");
            }
        }
        return body;
    }

    /** One expression, with its {@code not} and {@code with}. */
    Expr literal() {
        Location at = cursor.peek().at();
        if (cursor.atKeywordOfReference()) {
            return finish(at, false, comparison(terms.referenceOfKeyword()));
        }
        boolean negated = cursor.atKeyword("not");
        if (negated) {
            cursor.take();
        }
        if (cursor.atKeyword("some") || cursor.atKeyword("every")) {
            if (negated) {
                throw cursor.unexpected("illegal negation of '" + cursor.peek().text() + "'");
            }
            return finish(at, false, cursor.atKeyword("some") ? some() : every());
        }
        return finish(at, negated, comparison(null));
    }

    private Expr.Literal comparison(Term started) {
        Term left = started == null ? terms.expression() : terms.expression(started);
        if (cursor.at("=") || cursor.at(":=")) {
            boolean declares = cursor.take().text().equals(":=");
            return new Expr.Unification(declares, left, terms.expression());
        }
        return new Expr.TermLiteral(left);
    }

    private Expr finish(Location at, boolean negated, Expr.Literal literal) {
        List<Expr.With> withs = new ArrayList<>();
        while (cursor.atKeyword("with") && !cursor.atKeywordOfReference()) {
            Location withAt = cursor.take().at();
            if (cursor.peek().kind() != Token.Kind.NAME) {
                throw cursor.unexpected("expected ident");
            }
            Term target = terms.term();
            if (!(target instanceof Term.Ref) && !(target instanceof Term.Variable)) {
                throw cursor.unexpected("expected with target path");
            }
            if (!cursor.atKeyword("as")) {
                throw cursor.unexpected("expected as keyword");
            }
            cursor.take();
            withs.add(new Expr.With(target, terms.expression(), withAt));
        }
        return new Expr(negated, literal, withs, at, cursor.lastEnd());
    }

    private Expr.Literal some() {
        cursor.take();
        int mark = cursor.mark();
        Term term = terms.expression();
        if (term instanceof Term.Call call) {
            String operator = call.operator() instanceof Term.Variable v ? v.name() : "";
            if (operator.equals(OperatorParser.MEMBER)) {
                return new Expr.SomeIn(null, call.args().get(0), call.args().get(1));
            }
            if (operator.equals(OperatorParser.MEMBER_WITH_KEY)) {
                return new Expr.SomeIn(
                        call.args().get(0), call.args().get(1), call.args().get(2));
            }
            throw cursor.unexpected("expected `x in xs` or `x, y in xs` expression");
        }
        cursor.reset(mark);
        List<Term.Variable> names = new ArrayList<>();
        do {
            if (cursor.peek().kind() != Token.Kind.NAME || cursor.atAnyKeyword()) {
                throw cursor.unexpected("expected var");
            }
            names.add(terms.variable(cursor.take()));
        } while (cursor.accept(","));
        return new Expr.SomeNames(names);
    }

    private Expr.Literal every() {
        cursor.take();
        Term term = terms.expression();
        List<Term> args = List.of();
        if (term instanceof Term.Call call && call.operator() instanceof Term.Variable v) {
            args = v.name().equals(OperatorParser.MEMBER) || v.name().equals(OperatorParser.MEMBER_WITH_KEY)
                    ? call.args()
                    : List.of();
        }
        if (args.isEmpty()) {
            throw cursor.unexpected("expected `x[, y] in xs { ... }` expression");
        }
        Term key = args.size() == 3 ? args.get(0) : null;
        Term value = args.get(args.size() - 2);
        if (key != null && !(key instanceof Term.Variable)) {
            throw cursor.unexpected("expected key to be a variable");
        }
        if (!(value instanceof Term.Variable)) {
            throw cursor.unexpected("expected value to be a variable");
        }
        if (!cursor.accept("{")) {
            throw cursor.unexpected("missing body");
        }
        List<Expr> body = body("}");
        return new Expr.Every((Term.Variable) key, (Term.Variable) value, args.get(args.size() - 1), body);
    }
}
