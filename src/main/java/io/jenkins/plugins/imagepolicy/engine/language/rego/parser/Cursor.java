package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import java.util.List;

/** A position in the tokens of one text, with the bounds that keep reading it cheap. */
final class Cursor {
    /** Deepest nesting of terms and bodies; the parser and all later passes recurse that deep. */
    private static final int MAX_DEPTH = 150;

    private static final int MAX_RETRIES = 2_000;

    private final List<Token> tokens;
    private final Keywords keywords;
    private int position;
    private int depth;
    private int retries;
    private int wildcards;

    Cursor(List<Token> tokens, Keywords keywords) {
        this.tokens = tokens;
        this.keywords = keywords;
    }

    Keywords keywords() {
        return keywords;
    }

    Token peek() {
        return tokens.get(position);
    }

    Token peekNext() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            position++;
        }
        return token;
    }

    /** The offset behind the token taken last. */
    int lastEnd() {
        return position == 0 ? 0 : tokens.get(position - 1).end();
    }

    boolean at(String symbol) {
        return peek().is(symbol);
    }

    /** True before the symbol with no space in between. */
    boolean adjacent(String symbol) {
        return at(symbol) && !peek().spaced();
    }

    boolean atKeyword(String word) {
        Token token = peek();
        return token.kind() == Token.Kind.NAME && token.text().equals(word) && keywords.contains(word);
    }

    boolean atAnyKeyword() {
        return peek().kind() == Token.Kind.NAME && keywords.contains(peek().text());
    }

    /** True before a keyword that is the head of a reference, as in {@code if.x}. */
    boolean atKeywordOfReference() {
        Token next = peekNext();
        return atAnyKeyword() && !next.spaced() && (next.is(".") || next.is("["));
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    boolean accept(String symbol) {
        if (at(symbol)) {
            position++;
            return true;
        }
        return false;
    }

    Token expect(String symbol) {
        if (!at(symbol)) {
            throw unexpected("expected " + symbol);
        }
        return take();
    }

    int mark() {
        return position;
    }

    /** Goes back; the number of times is bounded, since nested ambiguity would cost exponential time. */
    void reset(int mark) {
        if (++retries > MAX_RETRIES) {
            throw new RegoError(FaultKind.LIMIT, RegoError.PARSE, "the text is too ambiguous to read", peek().at());
        }
        position = mark;
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new RegoError(FaultKind.LIMIT, RegoError.PARSE, "max parsing recursion depth exceeded", peek().at());
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    void depth(int value) {
        depth = value;
    }

    String wildcard() {
        return "$" + wildcards++;
    }

    RegoError unexpected(String note) {
        Token token = peek();
        String what =
                switch (token.kind()) {
                    case NAME -> keywords.contains(token.text()) ? token.text() + " keyword" : "identifier token";
                    case END -> "eof token";
                    case SYMBOL -> token.text() + " token";
                    case NUMBER -> "number token";
                    default -> "string token";
                };
        String suffix = note.isEmpty() ? "" : ": " + note;
        return error("unexpected " + what + suffix, token.at());
    }

    RegoError error(String message, Location at) {
        return RegoError.invalid(RegoError.PARSE, message, at);
    }
}
