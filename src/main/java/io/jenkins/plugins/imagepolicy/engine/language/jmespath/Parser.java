package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an expression by operator precedence (top-down operator precedence, as the reference implementations do). */
final class Parser {
    /** Operators that bind less end a projection: what follows them sees the projected list. */
    private static final int ENDS_PROJECTION = 10;

    private static final int DEEPEST = 500;
    private static final Node CURRENT = new Node.Current();

    private final List<Token> tokens;
    private final Functions functions;
    private int at;
    private int depth;

    private Parser(List<Token> tokens, Functions functions) {
        this.tokens = tokens;
        this.functions = functions;
    }

    static Node parse(String text, Functions functions) throws JmesPathException {
        Parser parser = new Parser(Lexer.tokens(text), functions);
        Node node = parser.expression(0);
        if (parser.peek().type() != Token.Type.END) {
            throw parser.unexpected(parser.peek());
        }
        return node;
    }

    private Node expression(int binding) throws JmesPathException {
        if (++depth > DEEPEST) {
            throw new JmesPathException(
                    Kind.LIMIT, peek().position(), "The expression is nested more than " + DEEPEST + " levels deep");
        }
        Node left = prefix(next());
        while (binding < binding(peek())) {
            left = infix(left, next());
        }
        depth--;
        return left;
    }

    private static int binding(Token token) {
        if (token.type() == Token.Type.COMPARATOR) {
            return 5;
        }
        if (token.type() != Token.Type.OPERATOR) {
            return 0;
        }
        return switch (token.text()) {
            case "|" -> 1;
            case "||" -> 2;
            case "&&" -> 3;
            case "[]" -> 9;
            case "*" -> 20;
            case "[?" -> 21;
            case "." -> 40;
            case "!" -> 45;
            case "{" -> 50;
            case "[" -> 55;
            case "(" -> 60;
            default -> 0;
        };
    }

    private Node prefix(Token token) throws JmesPathException {
        switch (token.type()) {
            case LITERAL:
                return new Node.Literal(token.value());
            case NAME:
                return peek().is("(") ? call(token) : new Node.Field(token.text());
            case QUOTED_NAME:
                if (peek().is("(")) {
                    throw unexpected(peek());
                }
                return new Node.Field(token.text());
            case OPERATOR:
                return prefixOperator(token);
            default:
                throw unexpected(token);
        }
    }

    private Node prefixOperator(Token token) throws JmesPathException {
        return switch (token.text()) {
            case "@" -> CURRENT;
            case "*" -> new Node.ValueProjection(CURRENT, projected());
            case "!" -> new Node.Not(expression(45));
            case "(" -> {
                Node inner = expression(0);
                expect(")");
                yield inner;
            }
            case "{" -> multiHash();
            case "[" -> bracketPrefix();
            case "[]" -> new Node.ListProjection(new Node.Flatten(CURRENT), projected());
            case "[?" -> filter(CURRENT);
            default -> throw unexpected(token);
        };
    }

    private Node bracketPrefix() throws JmesPathException {
        if (peek().type() == Token.Type.NUMBER || peek().is(":")) {
            return indexOrSlice(CURRENT);
        }
        if (peek().is("*") && peek(1).is("]")) {
            next();
            next();
            return new Node.ListProjection(CURRENT, projected());
        }
        return multiList();
    }

    private Node infix(Node left, Token token) throws JmesPathException {
        if (token.type() == Token.Type.COMPARATOR) {
            return new Node.Comparison(token.text(), left, expression(5));
        }
        return switch (token.text()) {
            case "." -> {
                if (peek().is("*")) {
                    next();
                    yield new Node.ValueProjection(left, projected());
                }
                yield new Node.Sub(left, afterDot(40));
            }
            case "|" -> new Node.Pipe(left, expression(1));
            case "||" -> new Node.Or(left, expression(2));
            case "&&" -> new Node.And(left, expression(3));
            case "[]" -> new Node.ListProjection(new Node.Flatten(left), projected());
            case "[?" -> filter(left);
            case "[" -> {
                if (peek().type() == Token.Type.NUMBER || peek().is(":")) {
                    yield indexOrSlice(left);
                }
                expect("*");
                expect("]");
                yield new Node.ListProjection(left, projected());
            }
            default -> throw unexpected(token);
        };
    }

    private Node afterDot(int binding) throws JmesPathException {
        Token token = peek();
        if (token.type() == Token.Type.NAME || token.type() == Token.Type.QUOTED_NAME || token.is("*")) {
            return expression(binding);
        }
        if (token.is("[")) {
            next();
            return multiList();
        }
        if (token.is("{")) {
            next();
            return multiHash();
        }
        throw unexpected(token);
    }

    /** What a projection applies to each element. */
    private Node projected() throws JmesPathException {
        Token token = peek();
        if (binding(token) < ENDS_PROJECTION) {
            return CURRENT;
        }
        if (token.is("[") || token.is("[?")) {
            return expression(20);
        }
        if (token.is(".")) {
            next();
            return afterDot(20);
        }
        throw unexpected(token);
    }

    private Node filter(Node left) throws JmesPathException {
        Node condition = expression(0);
        expect("]");
        Node right = peek().is("[]") ? CURRENT : projectedAfterFilter();
        return new Node.FilterProjection(left, condition, right);
    }

    private Node projectedAfterFilter() throws JmesPathException {
        Token token = peek();
        if (binding(token) < ENDS_PROJECTION) {
            return CURRENT;
        }
        if (token.is("[") || token.is("[?")) {
            return expression(21);
        }
        if (token.is(".")) {
            next();
            return afterDot(21);
        }
        throw unexpected(token);
    }

    private Node indexOrSlice(Node left) throws JmesPathException {
        Integer[] parts = new Integer[3];
        int part = 0;
        int start = peek().position();
        while (!peek().is("]")) {
            Token token = next();
            if (token.is(":")) {
                if (++part > 2) {
                    throw unexpected(token);
                }
            } else if (token.type() == Token.Type.NUMBER && parts[part] == null) {
                parts[part] = integer(token);
            } else {
                throw unexpected(token);
            }
        }
        expect("]");
        if (part == 0) {
            if (parts[0] == null) {
                throw new JmesPathException(Kind.SYNTAX, start, "The index is missing");
            }
            return new Node.Index(left, parts[0]);
        }
        return new Node.ListProjection(new Node.Slice(left, parts[0], parts[1], parts[2]), projected());
    }

    private static int integer(Token token) throws JmesPathException {
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            throw new JmesPathException(Kind.SYNTAX, token.position(), "The index is too large");
        }
    }

    private Node multiList() throws JmesPathException {
        List<Node> items = new ArrayList<>();
        do {
            items.add(expression(0));
        } while (accept(","));
        expect("]");
        return new Node.MultiList(items);
    }

    private Node multiHash() throws JmesPathException {
        Map<String, Node> items = new LinkedHashMap<>();
        do {
            Token key = next();
            if (key.type() != Token.Type.NAME && key.type() != Token.Type.QUOTED_NAME) {
                throw unexpected(key);
            }
            expect(":");
            items.put(key.text(), expression(0));
        } while (accept(","));
        expect("}");
        return new Node.MultiHash(items);
    }

    private Node call(Token name) throws JmesPathException {
        expect("(");
        List<Node> arguments = new ArrayList<>();
        if (!peek().is(")")) {
            do {
                arguments.add(accept("&") ? new Node.Reference(expression(0)) : expression(0));
            } while (accept(","));
        }
        expect(")");
        return new Node.Call(functions.find(name.text(), arguments.size(), name.position()), arguments);
    }

    private boolean accept(String operator) {
        if (peek().is(operator)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String operator) throws JmesPathException {
        if (!accept(operator)) {
            throw unexpected(peek());
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    private Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private JmesPathException unexpected(Token token) {
        String what = token.type() == Token.Type.END ? "end of the expression" : "'" + token.text() + "'";
        return new JmesPathException(Kind.SYNTAX, token.position(), "Unexpected " + what);
    }
}
