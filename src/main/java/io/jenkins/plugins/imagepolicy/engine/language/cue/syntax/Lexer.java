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
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
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
        return isLetter(p);
    }

    private boolean isLetter(int p) {
        int c = text.codePointAt(p);
        return c == '_' || c == '$' || Character.isLetter(c);
    }

    private void identifier() {
        int p = position;
        if (text.charAt(p) == '_') {
            p++;
        }
        if (p < text.length() && text.charAt(p) == '#') {
            p++;
            if (p < text.length() && isDigit(text.charAt(p))) {
                throw CueFault.invalid(position, "a definition's name must not begin with a digit");
            }
        }
        while (p < text.length() && (isLetter(p) || Character.isDigit(text.codePointAt(p)))) {
            p += Character.charCount(text.codePointAt(p));
        }
        end = p;
        position = p;
        type = TokenType.IDENT;
        insertComma = true;
    }

    private void number() {
        int p = position;
        if (text.charAt(p) == '0' && p + 1 < text.length() && "bBoOxX".indexOf(text.charAt(p + 1)) >= 0) {
            p += 2;
            while (p < text.length() && (isHex(text.charAt(p)) || text.charAt(p) == '_')) {
                p++;
            }
            finishNumber(p, TokenType.INT);
            return;
        }
        boolean isFloat = false;
        p = digits(p);
        if (p < text.length() && text.charAt(p) == '.' && !text.startsWith("...", p)) {
            isFloat = true;
            p = digits(p + 1);
        }
        if (p < text.length() && (text.charAt(p) == 'e' || text.charAt(p) == 'E')) {
            isFloat = true;
            p++;
            if (p < text.length() && (text.charAt(p) == '+' || text.charAt(p) == '-')) {
                p++;
            }
            p = digits(p);
        } else if (p < text.length() && "KMGTPYZ".indexOf(text.charAt(p)) >= 0) {
            p++;
            if (p < text.length() && text.charAt(p) == 'i') {
                p++;
            }
            isFloat = false;
        }
        finishNumber(p, isFloat ? TokenType.FLOAT : TokenType.INT);
    }

    private int digits(int from) {
        int p = from;
        while (p < text.length() && (isDigit(text.charAt(p)) || text.charAt(p) == '_')) {
            p++;
        }
        return p;
    }

    private void finishNumber(int p, TokenType kind) {
        if (p < text.length() && isLetter(p)) {
            throw CueFault.invalid(start, "illegal number");
        }
        end = p;
        position = p;
        type = kind;
        insertComma = true;
    }

    private void operator(char c) {
        if (text.startsWith("_|_", position)) {
            take(TokenType.BOTTOM, true);
        } else if (text.startsWith("...", position)) {
            take(TokenType.ELLIPSIS, true);
        } else if (c == '@') {
            attribute();
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

    private void take(TokenType kind, boolean comma) {
        type = kind;
        end = start + (kind == TokenType.EOF ? 0 : kind.text().length());
        position = end;
        insertComma = comma;
    }

    /** An attribute's body may hold anything with balanced brackets and quoted text. */
    private void attribute() {
        int p = position + 1;
        while (p < text.length() && (isLetter(p) || Character.isDigit(text.codePointAt(p)))) {
            p += Character.charCount(text.codePointAt(p));
        }
        if (p == position + 1 || p >= text.length() || text.charAt(p) != '(') {
            throw CueFault.invalid(start, "invalid attribute: expected '@name(...)'");
        }
        int depth = 0;
        for (; p < text.length(); p++) {
            char c = text.charAt(p);
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                if (--depth == 0) {
                    end = p + 1;
                    position = end;
                    type = TokenType.ATTRIBUTE;
                    insertComma = true;
                    return;
                }
            } else if (c == '"' || c == '\'' || c == '#') {
                p = quotedInAttribute(p);
            }
        }
        throw CueFault.invalid(start, "attribute not terminated");
    }

    private int quotedInAttribute(int p) {
        if (text.charAt(p) == '#' || text.startsWith("\"\"\"", p) || text.startsWith("'''", p)) {
            throw CueFault.unsupported(p, "a raw or multi-line string in an attribute");
        }
        char quote = text.charAt(p);
        for (int q = p + 1; q < text.length(); q++) {
            char c = text.charAt(q);
            if (c == quote) {
                return q;
            }
            if (c == '\\' || c == '\n') {
                throw CueFault.unsupported(q, "an escape in an attribute");
            }
        }
        throw CueFault.invalid(p, "string literal not terminated");
    }

    private char peek(int ahead) {
        return position + ahead < text.length() ? text.charAt(position + ahead) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
