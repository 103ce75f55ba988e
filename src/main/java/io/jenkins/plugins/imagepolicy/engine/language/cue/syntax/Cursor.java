package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.util.Set;

/** The token at hand of the text that the parts of the parser share, and how deep they are in it. */
final class Cursor {
    private static final int MAX_DEPTH = 1000;
    private static final Set<String> CLAUSE_KEYWORDS = Set.of("for", "if");

    private final Lexer lexer;
    private int depth;

    Cursor(String text) {
        lexer = new Lexer(text);
        lexer.next();
    }

    String text() {
        return lexer.text();
    }

    TokenType type() {
        return lexer.type;
    }

    /** Where the token begins, in UTF-16 units from the start of the text. */
    int at() {
        return lexer.start;
    }

    /** Where the token ends, in UTF-16 units from the start of the text. */
    int end() {
        return lexer.end;
    }

    String lexeme() {
        return lexer.lexeme();
    }

    /** Whether the token is a comma that stands for a line break or the end of the text. */
    boolean isLineBreak() {
        return lexer.implied;
    }

    void next() {
        lexer.next();
    }

    /** Reads on at an interpolation's expression within a string. */
    void resumeWithin(int offset) {
        lexer.restore(offset, false);
        lexer.next();
    }

    /** Reads on behind a string. */
    void resumeBehind(int offset) {
        lexer.resume(offset);
        lexer.next();
    }

    void leave() {
        depth--;
    }

    /** The name of an alias at hand, which is consumed with its mark; null, and nothing consumed, without one. */
    String aliasAhead() {
        if (lexer.type != TokenType.IDENT) {
            return null;
        }
        String name = lexer.lexeme();
        int position = lexer.position();
        boolean comma = lexer.insertsComma();
        int start = lexer.start;
        int end = lexer.end;
        lexer.next();
        if (lexer.type == TokenType.BIND) {
            lexer.next();
            return name;
        }
        rewind(position, comma, start, end);
        return null;
    }

    /** Whether the identifier token at hand is a label: followed by a colon, perhaps with a mark. */
    boolean isLabelAhead() {
        int position = lexer.position();
        boolean comma = lexer.insertsComma();
        int start = lexer.start;
        int end = lexer.end;
        lexer.next();
        boolean label = lexer.type == TokenType.COLON
                || lexer.type == TokenType.OPTION
                || lexer.type == TokenType.BIND
                || (lexer.type == TokenType.NOT && lexer.text().startsWith(":", lexer.end));
        rewind(position, comma, start, end);
        return label;
    }

    /** Goes back to an identifier token. */
    private void rewind(int position, boolean comma, int start, int end) {
        lexer.restore(position, comma);
        lexer.type = TokenType.IDENT;
        lexer.start = start;
        lexer.end = end;
        lexer.implied = false;
    }

    /** Consumes a name that is not a literal or keyword. */
    String identifier() {
        if (lexer.type != TokenType.IDENT || isLiteral(lexer.lexeme())) {
            throw expected("'IDENT'");
        }
        String name = lexer.lexeme();
        lexer.next();
        return name;
    }

    private static boolean isLiteral(String word) {
        return switch (word) {
            case "true", "false", "null", "for", "in", "if", "let" -> true;
            default -> false;
        };
    }

    boolean isKeyword(String word) {
        return lexer.type == TokenType.IDENT
                && lexer.end - lexer.start == word.length()
                && lexer.lexeme().equals(word);
    }

    boolean isClauseKeyword() {
        return lexer.type == TokenType.IDENT && CLAUSE_KEYWORDS.contains(lexer.lexeme());
    }

    /** Whether anything but the end of an element is at hand. */
    boolean startsOperand() {
        return switch (lexer.type) {
            case COMMA, RBRACE, RBRACK, EOF -> false;
            default -> true;
        };
    }

    /** One level deeper; every call is undone by {@link #leave}. */
    void enter(int at) {
        if (++depth > MAX_DEPTH) {
            throw CueFault.limit(at, "the text nests deeper than " + MAX_DEPTH + " levels");
        }
    }

    /** Consumes a token of this type or throws. */
    void expect(TokenType type) {
        if (lexer.type != type) {
            throw expected("'" + type.text() + "'");
        }
        lexer.next();
    }

    CueFault expected(String what) {
        String found = lexer.type == TokenType.IDENT || lexer.type == TokenType.INT || lexer.type == TokenType.FLOAT
                ? "'" + lexer.type.text() + "' " + lexer.lexeme()
                : lexer.type == TokenType.COMMA && lexer.implied ? "newline" : "'" + lexer.type.text() + "'";
        return CueFault.invalid(lexer.start, "expected " + what + ", found " + found);
    }
}
