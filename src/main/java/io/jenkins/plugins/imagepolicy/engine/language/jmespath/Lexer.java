package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits an expression into tokens. */
final class Lexer {
    private static final JsonMapper JSON = JsonMapper.builder()
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> TWO = List.of("[]", "[?", "||", "&&", "==", "!=", "<=", ">=");
    private static final String ONE = ".*,:(){}[]|&@!<>";
    private static final List<String> COMPARATORS = List.of("==", "!=", "<=", ">=", "<", ">");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) throws JmesPathException {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() throws JmesPathException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (isNameStart(c)) {
                name();
            } else if (c == '-' || isDigit(c)) {
                number();
            } else if (c == '"') {
                quotedName();
            } else if (c == '\'') {
                rawString();
            } else if (c == '`') {
                literal();
            } else {
                operator();
            }
        }
        tokens.add(new Token(Token.Type.END, "", null, text.length()));
    }

    private void name() {
        int start = at;
        while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        tokens.add(new Token(Token.Type.NAME, text.substring(start, at), null, start));
    }

    private void number() throws JmesPathException {
        int start = at++;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        String number = text.substring(start, at);
        if (number.equals("-") || number.length() > 10) {
            throw syntax(start, "'" + number + "' is no number");
        }
        tokens.add(new Token(Token.Type.NUMBER, number, null, start));
    }

    private void quotedName() throws JmesPathException {
        int start = at;
        String source = '"' + until('"') + '"';
        tokens.add(new Token(Token.Type.QUOTED_NAME, json(source, start).textValue(), null, start));
    }

    private void rawString() throws JmesPathException {
        int start = at;
        String source = until('\'');
        tokens.add(new Token(Token.Type.LITERAL, source, TextNode.valueOf(source.replace("\\'", "'")), start));
    }

    private void literal() throws JmesPathException {
        int start = at;
        String source = until('`').replace("\\`", "`").strip();
        JsonNode value = looksLikeJson(source) ? json(source, start) : null;
        if (value == null) {
            // JEP-12's elided quotes: `foo` is "foo".
            value = json('"' + source + '"', start);
        }
        tokens.add(new Token(Token.Type.LITERAL, source, value, start));
    }

    private static boolean looksLikeJson(String source) {
        if (source.isEmpty()) {
            return false;
        }
        char first = source.charAt(0);
        return "[{\"".indexOf(first) >= 0
                || List.of("true", "false", "null").contains(source)
                || (first == '-' || isDigit(first)) && isNumber(source);
    }

    private static boolean isNumber(String source) {
        try {
            return JSON.readTree(source).isNumber();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private String until(char end) throws JmesPathException {
        int start = at++;
        while (at < text.length() && text.charAt(at) != end) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw syntax(start, "The closing " + end + " is missing");
        }
        return text.substring(start + 1, at++);
    }

    private JsonNode json(String source, int start) throws JmesPathException {
        try {
            JsonNode value = JSON.readTree(source);
            if (value == null || value.isMissingNode()) {
                throw syntax(start, "The literal is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw syntax(start, "The literal is no JSON");
        }
    }

    private void operator() throws JmesPathException {
        for (String two : TWO) {
            if (text.startsWith(two, at)) {
                add(two);
                return;
            }
        }
        String one = text.substring(at, at + 1);
        if (ONE.indexOf(one.charAt(0)) < 0) {
            throw syntax(at, "Unexpected character '" + one + "'");
        }
        add(one);
    }

    private void add(String operator) {
        Token.Type type = COMPARATORS.contains(operator) ? Token.Type.COMPARATOR : Token.Type.OPERATOR;
        tokens.add(new Token(type, operator, null, at));
        at += operator.length();
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static JmesPathException syntax(int position, String message) {
        return new JmesPathException(Kind.SYNTAX, position, message);
    }
}
