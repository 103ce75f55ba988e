package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/** Tokens of a CUE text, with the commas that a line break stands for. A string is left to {@link StringScanner}. */
final class Lexer {
    private final String text;
    private int position;
    private boolean insertComma;

    TokenType type;
    int start;
    int end;
    /** True for a comma that stands for a line break or the end of the text. */
    boolean implied;

    Lexer(String text) {
        this.text = text;
        this.position = text.startsWith("\uFEFF") ? 1 : 0;
        int mark = text.indexOf('\uFEFF', 1);
        if (mark > 0) {
            throw CueFault.invalid(mark, "illegal byte order mark");
        }
    }

    String text() {
        return text;
    }

    String lexeme() {
        return text.substring(start, end);
    }

    /** Continues after the given offset, as if an operand had ended there. */
    void resume(int offset) {
        position = offset;
        insertComma = true;
    }

    int position() {
        return position;
    }

    boolean insertsComma() {
        return insertComma;
    }

    void restore(int offset, boolean comma) {
        position = offset;
        insertComma = comma;
    }

    void next() {
        implied = false;
        skipBlanks();
        start = position;
        if (position >= text.length()) {
            impliedCommaOr(TokenType.EOF);
            return;
        }
        char c = text.charAt(position);
        if (c == '\n') {
            position++;
            impliedCommaOr(TokenType.EOF);
            return;
        }
        if (isStringStart(c)) {
            end = position;
            type = TokenType.STRING;
            insertComma = true;
        } else if (isIdentStart(position)) {
            identifier();
        } else if (Characters.isDigit(c) || (c == '.' && Characters.isDigit(peek(1)))) {
            NumberScanner number = new NumberScanner(text, position);
            operand(number.type(), number.end());
        } else {
            operator(c);
        }
    }

    private void impliedCommaOr(TokenType other) {
        end = start;
        if (insertComma) {
            insertComma = false;
            type = TokenType.COMMA;
            implied = true;
        } else {
            type = other;
        }
    }

    /** Skips blanks and comments; a line break only when no comma is due. */
    private void skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && !insertComma)) {
                position++;
            } else if (c == '/' && peek(1) == '/') {
                while (position < text.length() && text.charAt(position) != '\n') {
                    position++;
                }
            } else {
                return;
            }
        }
    }

    private boolean isStringStart(char c) {
        if (c == '"' || c == '\'') {
            return true;
        }
        if (c != '#') {
            return false;
        }
        int p = position;
        while (p < text.length() && text.charAt(p) == '#') {
            p++;
        }
        return p < text.length() && (text.charAt(p) == '"' || text.charAt(p) == '\'');
    }

    private boolean isIdentStart(int p) {
        char c = text.charAt(p);
        if (c == '_' && text.startsWith("_|", p)) {
            if (!text.startsWith("_|_", p)) {
                throw CueFault.invalid(p, "illegal token '_|'; expected '_|_'");
            }
            return false;
        }
        if (c == '#') {
            return true;
        }
        return Characters.isLetter(text, p);
    }

    private void identifier() {
        int p = position;
        if (text.charAt(p) == '_') {
            p++;
        }
        if (p < text.length() && text.charAt(p) == '#') {
            p++;
            if (p < text.length() && Characters.isDigit(text.charAt(p))) {
                throw CueFault.invalid(position, "a definition's name must not begin with a digit");
            }
        }
        operand(TokenType.IDENT, Characters.endOfName(text, p));
    }

    private void operator(char c) {
        if (text.startsWith("_|_", position)) {
            take(TokenType.BOTTOM, true);
        } else if (text.startsWith("...", position)) {
            take(TokenType.ELLIPSIS, true);
        } else if (c == '@') {
            operand(TokenType.ATTRIBUTE, AttributeScanner.end(text, position));
        } else if (text.startsWith("==", position)) {
            take(TokenType.EQL, false);
        } else if (text.startsWith("=~", position)) {
            take(TokenType.MAT, false);
        } else if (text.startsWith("!=", position)) {
            take(TokenType.NEQ, false);
        } else if (text.startsWith("!~", position)) {
            take(TokenType.NMAT, false);
        } else if (text.startsWith("<=", position)) {
            take(TokenType.LEQ, false);
        } else if (text.startsWith(">=", position)) {
            take(TokenType.GEQ, false);
        } else if (text.startsWith("&&", position)) {
            take(TokenType.LAND, false);
        } else if (text.startsWith("||", position)) {
            take(TokenType.LOR, false);
        } else {
            take(single(c), c == ')' || c == ']' || c == '}' || c == '?');
        }
    }

    private TokenType single(char c) {
        return switch (c) {
            case ',' -> TokenType.COMMA;
            case ':' -> TokenType.COLON;
            case '.' -> TokenType.DOT;
            case '(' -> TokenType.LPAREN;
            case ')' -> TokenType.RPAREN;
            case '[' -> TokenType.LBRACK;
            case ']' -> TokenType.RBRACK;
            case '{' -> TokenType.LBRACE;
            case '}' -> TokenType.RBRACE;
            case '?' -> TokenType.OPTION;
            case '=' -> TokenType.BIND;
            case '+' -> TokenType.ADD;
            case '-' -> TokenType.SUB;
            case '*' -> TokenType.MUL;
            case '/' -> TokenType.QUO;
            case '&' -> TokenType.AND;
            case '|' -> TokenType.OR;
            case '<' -> TokenType.LSS;
            case '>' -> TokenType.GTR;
            case '!' -> TokenType.NOT;
            default -> throw CueFault.invalid(start, "illegal character " + describe(text.codePointAt(start)));
        };
    }

    private static String describe(int c) {
        return Character.isISOControl(c) ? String.format("U+%04X", c) : "'" + Character.toString(c) + "'";
    }

    /** Takes the text up to the offset as something behind which a line break ends a declaration. */
    private void operand(TokenType kind, int until) {
        type = kind;
        end = until;
        position = until;
        insertComma = true;
    }

    private void take(TokenType kind, boolean comma) {
        type = kind;
        end = start + (kind == TokenType.EOF ? 0 : kind.text().length());
        position = end;
        insertComma = comma;
    }

    private char peek(int ahead) {
        return position + ahead < text.length() ? text.charAt(position + ahead) : '\0';
    }
}
