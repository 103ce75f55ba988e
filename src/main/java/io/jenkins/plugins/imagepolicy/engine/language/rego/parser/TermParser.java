package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import java.util.ArrayList;
import java.util.List;

/** Reads single terms: names, constants, references and calls. */
final class TermParser {
    private final Cursor cursor;
    private final OperatorParser operators;
    private final CollectionParser collections;
    private final TemplateParser templates;

    TermParser(Cursor cursor, BodyParser bodies) {
        this.cursor = cursor;
        this.operators = new OperatorParser(cursor, this);
        this.collections = new CollectionParser(cursor, bodies, this, operators);
        this.templates = new TemplateParser(cursor, bodies);
    }

    /** A term with operators; {@code key, value in domain} is read too. */
    Term expression() {
        return operators.expression();
    }

    /** Like {@link #expression()}, where its first term is read already. */
    Term expression(Term started) {
        return operators.expression(started);
    }

    /** Elements up to the closing symbol, which is taken; a trailing comma is allowed. */
    List<Term> list(String end, List<Term> elements) {
        return collections.list(end, elements);
    }

    Term referenceOfKeyword() {
        Token name = cursor.take();
        return finish(new Term.Variable(name.text(), name.at()));
    }

    /** A term without operators. */
    Term term() {
        cursor.enter();
        Term term = finish(head());
        cursor.leave();
        return term;
    }

    private Term head() {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case NAME -> name();
            case NUMBER -> number();
            case STRING -> {
                cursor.take();
                yield string(token);
            }
            case TEMPLATE_PART, TEMPLATE_END -> templates.template();
            case END -> throw cursor.unexpected("");
            case SYMBOL ->
                switch (token.text()) {
                    case "-", "." -> number();
                    case "[" -> collections.array();
                    case "{" -> collections.setOrObject();
                    case "(" -> {
                        cursor.take();
                        Term inner = expression();
                        if (!cursor.at(")")) {
                            throw cursor.error(
                                    "non-terminated expression", cursor.peek().at());
                        }
                        cursor.take();
                        yield inner;
                    }
                    default -> throw cursor.unexpected("");
                };
        };
    }

    private static Term string(Token token) {
        return new Term.Scalar(StringValue.of(Utf8.printable(token.text())), token.at());
    }

    private Term name() {
        Token token = cursor.peek();
        if (cursor.atAnyKeyword()) {
            Term constant =
                    switch (token.text()) {
                        case "null" -> new Term.Scalar(NullValue.NULL, token.at());
                        case "true" -> new Term.Scalar(BooleanValue.TRUE, token.at());
                        case "false" -> new Term.Scalar(BooleanValue.FALSE, token.at());
                        case "contains" -> variable(token);
                        default -> throw cursor.unexpected("");
                    };
            cursor.take();
            return constant;
        }
        cursor.take();
        return variable(token);
    }

    Term.Variable variable(Token token) {
        return new Term.Variable(token.text().equals("_") ? cursor.wildcard() : token.text(), token.at());
    }

    private Term number() {
        Location at = cursor.peek().at();
        StringBuilder text = new StringBuilder();
        if (cursor.accept("-")) {
            text.append('-');
        }
        boolean fraction = cursor.accept(".");
        if (fraction) {
            text.append("0.");
        }
        Token digits = cursor.peek();
        if (digits.kind() != Token.Kind.NUMBER) {
            throw cursor.unexpected("expected number");
        }
        String d = digits.text();
        if (!fraction && d.length() > 1 && d.charAt(0) == '0' && ".eE".indexOf(d.charAt(1)) < 0) {
            throw cursor.unexpected("expected number without leading zero");
        }
        cursor.take();
        text.append(d);
        try {
            return new Term.Scalar(NumberValue.parse(text.toString()), at);
        } catch (NumberFormatException e) {
            throw cursor.error("number too big", at);
        }
    }

    /** Reads what follows a term without a space: a call, or the path of a reference. */
    private Term finish(Term head) {
        if (!cursor.adjacent("(") && !cursor.adjacent(".") && !cursor.adjacent("[")) {
            return head;
        }
        if (head instanceof Term.Scalar || head instanceof Term.Template || head instanceof Term.Ref) {
            if (!(head instanceof Term.Ref)) {
                throw cursor.error("illegal ref (head cannot be a constant)", head.at());
            }
        }
        cursor.enter();
        Term result = reference(head);
        cursor.leave();
        return result;
    }

    private Term reference(Term head) {
        List<Term> path = new ArrayList<>();
        while (true) {
            if (cursor.adjacent(".")) {
                cursor.take();
                Token name = cursor.peek();
                if (name.kind() != Token.Kind.NAME || name.spaced()) {
                    throw cursor.unexpected("expected ident");
                }
                cursor.take();
                path.add(new Term.Scalar(StringValue.of(name.text()), name.at()));
            } else if (cursor.adjacent("[")) {
                cursor.take();
                path.add(expression());
                cursor.expect("]");
            } else if (cursor.adjacent("(")) {
                Term call = call(ref(head, path));
                if (cursor.adjacent("(")) {
                    throw cursor.unexpected("");
                }
                return finish(call);
            } else {
                return ref(head, path);
            }
        }
    }

    private static Term ref(Term head, List<Term> path) {
        return path.isEmpty() ? head : new Term.Ref(head, List.copyOf(path), head.at());
    }

    private Term call(Term operator) {
        cursor.expect("(");
        List<Term> args = list(")", new ArrayList<>());
        if (args.isEmpty() && operator instanceof Term.Variable v && v.name().equals("set")) {
            return new Term.SetLiteral(List.of(), operator.at());
        }
        return new Term.Call(operator, args, operator.at());
    }
}
