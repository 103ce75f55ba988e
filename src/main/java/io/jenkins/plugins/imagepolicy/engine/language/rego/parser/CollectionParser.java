package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term.Comprehension;
import java.util.ArrayList;
import java.util.List;

/** Reads arrays, sets, objects and comprehensions, which begin alike: the first symbol that differs decides. */
final class CollectionParser {
    private final Cursor cursor;
    private final BodyParser bodies;
    private final TermParser terms;
    private final OperatorParser operators;

    CollectionParser(Cursor cursor, BodyParser bodies, TermParser terms, OperatorParser operators) {
        this.cursor = cursor;
        this.bodies = bodies;
        this.terms = terms;
        this.operators = operators;
    }

    /** Elements up to the closing symbol, which is taken; a trailing comma is allowed. */
    List<Term> list(String end, List<Term> elements) {
        while (!cursor.at(end)) {
            elements.add(operators.element());
            if (!cursor.accept(",") && !cursor.at(end)) {
                throw cursor.unexpected("expected \",\" or \"" + end + "\"");
            }
        }
        cursor.take();
        return elements;
    }

    Term array() {
        Location at = cursor.take().at();
        if (cursor.accept("]")) {
            return new Term.ArrayLiteral(List.of(), at);
        }
        boolean maybeComprehension = !cursor.accept(",");
        Term head = terms.term();
        if (maybeComprehension && cursor.at("|")) {
            List<Expr> body = comprehensionBody("]");
            if (body != null) {
                return new Term.Comprehension(Comprehension.Kind.ARRAY, null, head, body, at);
            }
        }
        return new Term.ArrayLiteral(rest(head, "]"), at);
    }

    /** The elements of a list of which the head of the first is read already. */
    private List<Term> rest(Term head, String end) {
        List<Term> elements = new ArrayList<>();
        elements.add(operators.element(head));
        if (!cursor.accept(",") && !cursor.at(end)) {
            throw cursor.unexpected("expected \",\" or \"" + end + "\"");
        }
        return list(end, elements);
    }

    /** The body behind {@code |}, or null where a comma shows that {@code |} is the operator. */
    private List<Expr> comprehensionBody(String end) {
        int mark = cursor.mark();
        int depth = cursor.depth();
        cursor.take();
        try {
            return bodies.body(end);
        } catch (RegoError e) {
            if (!cursor.at(",")) {
                throw e;
            }
            cursor.depth(depth);
            cursor.reset(mark);
            return null;
        }
    }

    Term setOrObject() {
        Location at = cursor.take().at();
        if (cursor.accept("}")) {
            return new Term.ObjectLiteral(List.of(), at);
        }
        boolean maybeComprehension = !cursor.accept(",");
        Term head = terms.term();
        if (maybeComprehension && cursor.at("|")) {
            List<Expr> body = comprehensionBody("}");
            if (body != null) {
                return new Term.Comprehension(Comprehension.Kind.SET, null, head, body, at);
            }
        }
        Term first = operators.element(head);
        if (cursor.accept(":")) {
            return object(first, at, maybeComprehension);
        }
        if (!cursor.accept(",") && !cursor.at("}")) {
            throw cursor.unexpected("non-terminated set");
        }
        List<Term> elements = new ArrayList<>();
        elements.add(first);
        return new Term.SetLiteral(list("}", elements), at);
    }

    private Term object(Term key, Location at, boolean maybeComprehension) {
        Term value = terms.term();
        if (maybeComprehension && cursor.at("|")) {
            List<Expr> body = comprehensionBody("}");
            if (body != null) {
                return new Term.Comprehension(Comprehension.Kind.OBJECT, key, value, body, at);
            }
        }
        List<Term.Entry> entries = new ArrayList<>();
        entries.add(new Term.Entry(key, operators.element(value)));
        while (!cursor.at("}")) {
            if (!cursor.accept(",")) {
                throw cursor.unexpected("non-terminated object");
            }
            if (cursor.at("}")) {
                break;
            }
            Term nextKey = operators.element();
            cursor.expect(":");
            entries.add(new Term.Entry(nextKey, operators.element()));
        }
        cursor.take();
        return new Term.ObjectLiteral(entries, at);
    }
}
