package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template into text and the tokens of its actions. */
final class Lexer {
    private static final String SPACE = " \t\r\n";

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean trims;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) throws TemplateException {
        Lexer lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() throws TemplateException {
        while (true) {
            int open = source.indexOf("{{", at);
            String text = source.substring(at, open < 0 ? source.length() : open);
            text = trims ? trim(text, true) : text;
            trims = false;
            boolean trimsBefore = open >= 0 && isTrimMarker(open + 2);
            text = trimsBefore ? trim(text, false) : text;
            if (!text.isEmpty()) {
                add(Token.Kind.TEXT, text);
            }
            if (open < 0) {
                add(Token.Kind.END, "");
                return;
            }
            at = open + (trimsBefore ? 4 : 2);
            if (source.startsWith("/*", at)) {
                comment();
            } else {
                add(Token.Kind.OPEN, "{{");
                action();
            }
        }
    }

    private boolean isTrimMarker(int position) {
        return source.startsWith("-", position)
                && position + 1 < source.length()
                && SPACE.indexOf(source.charAt(position + 1)) >= 0;
    }

    private static String trim(String text, boolean left) {
        int from = 0;
        int to = text.length();
        while (left && from < to && SPACE.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (!left && to > from && SPACE.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text));
    }

    private void comment() throws TemplateException {
        int end = source.indexOf("*/", at);
        if (end < 0) {
            throw new TemplateException("unclosed comment");
        }
        at = end + 2;
        if (!close()) {
            throw new TemplateException("comment ends before closing delimiter");
        }
    }

    /** Takes the end of an action, with its trim marker. */
    private boolean close() {
        if (source.startsWith("}}", at)) {
            at += 2;
            return true;
        }
        boolean spaced = at < source.length() && SPACE.indexOf(source.charAt(at)) >= 0;
        if (spaced && source.startsWith("-}}", at + 1)) {
            at += 4;
            trims = true;
            return true;
        }
        return false;
    }

    private void action() throws TemplateException {
        while (!close()) {
            if (at >= source.length()) {
                throw new TemplateException("unclosed action");
            }
            token(source.charAt(at));
        }
        add(Token.Kind.CLOSE, "}}");
    }

    private void token(char c) throws TemplateException {
        if (SPACE.indexOf(c) >= 0) {
            space();
        } else if (c == '"' || c == '\'') {
            quoted(c);
        } else if (c == '`') {
            int end = source.indexOf('`', at + 1);
            if (end < 0) {
                throw new TemplateException("unterminated raw quoted string");
            }
            add(Token.Kind.STRING, source.substring(at + 1, end));
            at = end + 1;
        } else if (c == '.' && !isDigit(at + 1)) {
            at++;
            String name = name();
            add(name.isEmpty() ? Token.Kind.DOT : Token.Kind.FIELD, name);
        } else if (c == '$') {
            at++;
            add(Token.Kind.VARIABLE, "$" + name());
        } else if (c == '+' || c == '-' || c == '.' || isDigit(at)) {
            number();
        } else if (isName(c)) {
            add(Token.Kind.WORD, name());
        } else {
            symbol(c);
        }
    }

    private void space() {
        while (at < source.length() && SPACE.indexOf(source.charAt(at)) >= 0 && !source.startsWith("-}}", at + 1)) {
            at++;
        }
        add(Token.Kind.SPACE, " ");
    }

    private boolean isDigit(int position) {
        return position < source.length() && source.charAt(position) >= '0' && source.charAt(position) <= '9';
    }

    private static boolean isName(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private String name() throws TemplateException {
        int start = at;
        while (at < source.length() && isName(source.charAt(at))) {
            at++;
        }
        boolean ends = at >= source.length() || (SPACE + ".,|:)(=}").indexOf(source.charAt(at)) >= 0;
        if (!ends) {
            throw new TemplateException("bad character " + source.charAt(at));
        }
        return source.substring(start, at);
    }

    private void number() throws TemplateException {
        int start = at++;
        while (at < source.length() && (isName(source.charAt(at)) || isSignOrPoint())) {
            at++;
        }
        add(Token.Kind.NUMBER, source.substring(start, at));
    }

    private boolean isSignOrPoint() {
        char c = source.charAt(at);
        char before = source.charAt(at - 1);
        return c == '.' || (c == '+' || c == '-') && "eEpP".indexOf(before) >= 0;
    }

    private void quoted(char quote) throws TemplateException {
        int start = at++;
        while (at < source.length() && source.charAt(at) != quote) {
            if (source.charAt(at) == '\n') {
                throw new TemplateException("unterminated quoted string");
            }
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= source.length()) {
            throw new TemplateException("unterminated quoted string");
        }
        String inner = Escapes.unquote(source.substring(start + 1, at), quote);
        at++;
        add(quote == '"' ? Token.Kind.STRING : Token.Kind.CHARACTER, inner);
    }

    private void symbol(char c) throws TemplateException {
        if (source.startsWith(":=", at)) {
            at += 2;
            add(Token.Kind.DECLARE, ":=");
            return;
        }
        Token.Kind kind =
                switch (c) {
                    case '=' -> Token.Kind.ASSIGN;
                    case '|' -> Token.Kind.PIPE;
                    case '(' -> Token.Kind.LEFT;
                    case ')' -> Token.Kind.RIGHT;
                    case ',' -> Token.Kind.COMMA;
                    default -> throw new TemplateException("unrecognized character in action: " + c);
                };
        at++;
        add(kind, String.valueOf(c));
    }
}
