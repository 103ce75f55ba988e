package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term.Comprehension;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Utf8;
import java.util.ArrayList;
import java.util.List;

/** Reads terms: operators by precedence, references, collections, comprehensions, template strings. */
final class TermParser {
    static final String MEMBER = "internal.member_2";
    static final String MEMBER_WITH_KEY = "internal.member_3";

    private static final List<List<String>> LEVELS = List.of(
            List.of("==", "!=", "<", ">", "<=", ">="),
            List.of("|"),
            List.of("&"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private final Cursor cursor;
    private final BodyParser bodies;

    TermParser(Cursor cursor, BodyParser bodies) {
        this.cursor = cursor;
        this.bodies = bodies;
    }

    /** A term with operators; {@code key, value in domain} is read too. */
    Term expression() {
        return member(operators(null, 0), true);
    }

    /** Like {@link #expression()}, where its first term is read already. */
    Term expression(Term started) {
        return member(operators(started, 0), true);
    }

    /** A term with operators inside a list, where a comma ends it. */
    Term element() {
        return member(operators(null, 0), false);
    }

    private Term member(Term left, boolean withKey) {
        if (withKey && cursor.at(",")) {
            int mark = cursor.mark();
            cursor.take();
            if (!startsTerm()) {
                cursor.reset(mark);
                return left;
            }
            Term middle = operators(null, 0);
            if (atIn()) {
                Location at = cursor.take().at();
                Term call = call(MEMBER_WITH_KEY, at, left, middle, domain());
                return atIn() ? member(call, true) : call;
            }
            cursor.reset(mark);
        }
        int chained = 0;
        Term result = left;
        while (atIn()) {
            chained = chain(chained);
            Location at = cursor.take().at();
            result = call(MEMBER, at, result, domain());
        }
        unchain(chained);
        return result;
    }

    private boolean startsTerm() {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case END -> false;
            case SYMBOL -> "[{(-.".contains(token.text());
            default -> true;
        };
    }

    private boolean atIn() {
        return cursor.atKeyword("in") && !cursor.atKeywordOfReference();
    }

    private Term domain() {
        return operators(cursor.atKeywordOfReference() ? referenceOfKeyword() : null, 0);
    }

    private static Term call(String builtin, Location operatorAt, Term... args) {
        return new Term.Call(new Term.Variable(builtin, operatorAt), List.of(args), args[0].at());
    }

    private int chain(int chained) {
        cursor.enter();
        return chained + 1;
    }

    private void unchain(int chained) {
        cursor.depth(cursor.depth() - chained);
    }

    /** Reads from {@code left} on (null: read that too) all operators of this level or tighter. */
    private Term operators(Term left, int level) {
        if (level == LEVELS.size()) {
            return left == null ? term() : left;
        }
        cursor.enter();
        Term result = operators(left, level + 1);
        // The tree leans to the left: its depth is the length of the chain, which later passes recurse into.
        int chained = 0;
        while (cursor.peek().kind() == Token.Kind.SYMBOL
                && LEVELS.get(level).contains(cursor.peek().text())) {
            if (chained++ > 400) {
                throw cursor.error(
                        "max parsing recursion depth exceeded", cursor.peek().at());
            }
            Token operator = cursor.take();
            result = call(Keywords.OPERATORS.get(operator.text()), operator.at(), result, operators(null, level + 1));
        }
        cursor.leave();
        return result;
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
            case TEMPLATE_PART, TEMPLATE_END -> template();
            case END -> throw cursor.unexpected("");
            case SYMBOL ->
                switch (token.text()) {
                    case "-", "." -> number();
                    case "[" -> array();
                    case "{" -> setOrObject();
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

    /** Elements up to the closing symbol, which is taken; a trailing comma is allowed. */
    List<Term> list(String end, List<Term> elements) {
        while (!cursor.at(end)) {
            elements.add(element());
            if (!cursor.accept(",") && !cursor.at(end)) {
                throw cursor.unexpected("expected \",\" or \"" + end + "\"");
            }
        }
        cursor.take();
        return elements;
    }

    private Term array() {
        Location at = cursor.take().at();
        if (cursor.accept("]")) {
            return new Term.ArrayLiteral(List.of(), at);
        }
        boolean maybeComprehension = !cursor.accept(",");
        Term head = term();
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
        elements.add(member(operators(head, 0), false));
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

    private Term setOrObject() {
        Location at = cursor.take().at();
        if (cursor.accept("}")) {
            return new Term.ObjectLiteral(List.of(), at);
        }
        boolean maybeComprehension = !cursor.accept(",");
        Term head = term();
        if (maybeComprehension && cursor.at("|")) {
            List<Expr> body = comprehensionBody("}");
            if (body != null) {
                return new Term.Comprehension(Comprehension.Kind.SET, null, head, body, at);
            }
        }
        Term first = member(operators(head, 0), false);
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
        Term value = term();
        if (maybeComprehension && cursor.at("|")) {
            List<Expr> body = comprehensionBody("}");
            if (body != null) {
                return new Term.Comprehension(Comprehension.Kind.OBJECT, key, value, body, at);
            }
        }
        List<Term.Entry> entries = new ArrayList<>();
        entries.add(new Term.Entry(key, member(operators(value, 0), false)));
        while (!cursor.at("}")) {
            if (!cursor.accept(",")) {
                throw cursor.unexpected("non-terminated object");
            }
            if (cursor.at("}")) {
                break;
            }
            Term nextKey = element();
            cursor.expect(":");
            entries.add(new Term.Entry(nextKey, element()));
        }
        cursor.take();
        return new Term.ObjectLiteral(entries, at);
    }

    private Term template() {
        Location at = cursor.peek().at();
        List<Term.Part> parts = new ArrayList<>();
        while (true) {
            Token text = cursor.take();
            if (!text.text().isEmpty()) {
                parts.add(new Term.Part(StringValue.of(Utf8.printable(text.text())), null));
            }
            if (text.kind() == Token.Kind.TEMPLATE_END) {
                return new Term.Template(parts, at);
            }
            parts.add(templatePart());
            if (!cursor.at("}")) {
                throw cursor.error(
                        "expected } to end template string expression",
                        cursor.peek().at());
            }
            cursor.take();
        }
    }

    private Term.Part templatePart() {
        Expr expr = bodies.literal();
        if (expr.negated() || !(expr.literal() instanceof Expr.TermLiteral literal)) {
            throw cursor.error("unexpected expression in template-string", expr.at());
        }
        if (literal.term() instanceof Term.Scalar scalar && expr.withs().isEmpty()) {
            return new Term.Part(scalar.value(), null);
        }
        return new Term.Part(null, expr);
    }
}
