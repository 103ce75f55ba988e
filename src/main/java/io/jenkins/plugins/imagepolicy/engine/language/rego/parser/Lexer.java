package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module.Comment;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Cuts a source into tokens; knows how template strings nest. */
final class Lexer {
    private static final String[] LONG_SYMBOLS = {":=", "==", "!=", "<=", ">="};
    private static final String SYMBOLS = "+-*/%&|<>=[](){}.,:;";

    private final Source source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    /** One entry for each template string being read: its quote, and the braces open inside its expression. */
    private final Deque<int[]> templates = new ArrayDeque<>();

    private int position;
    private int line = 1;
    private int lineStart;

    Lexer(Source source) {
        this.source = source;
        this.text = source.text();
        if (text.startsWith("\uFEFF")) {
            position = 1;
        }
    }

    List<Comment> comments() {
        return comments;
    }

    List<Token> tokens() {
        while (next()) {
            // every call adds one token
        }
        return tokens;
    }

    private Location here() {
        return new Location(source, line, position - lineStart + 1, position);
    }

    private RegoError error(String message, Location at) {
        return RegoError.invalid(RegoError.PARSE, message, at);
    }

    private boolean next() {
        int from = position;
        int fromLine = line;
        skipSpace();
        boolean spaced = position > from;
        boolean lined = line > fromLine;
        Location at = here();
        if (position >= text.length()) {
            tokens.add(new Token(Token.Kind.END, "eof", at, position, spaced, lined));
            return false;
        }
        char c = text.charAt(position);
        if (isNameStart(c)) {
            int start = position++;
            while (position < text.length() && isNamePart(text.charAt(position))) {
                position++;
            }
            add(Token.Kind.NAME, text.substring(start, position), at, spaced, lined);
        } else if (c >= '0' && c <= '9') {
            add(Token.Kind.NUMBER, number(at), at, spaced, lined);
        } else if (c == '"' || c == '`') {
            position++;
            String content = c == '"' ? quoted(at) : raw(at);
            add(Token.Kind.STRING, content, at, spaced, lined);
        } else if (c == '$' && position + 1 < text.length() && "\"`".indexOf(text.charAt(position + 1)) >= 0) {
            char quote = text.charAt(position + 1);
            position += 2;
            templates.push(new int[] {quote, 0});
            templatePart(at, spaced, lined);
        } else {
            symbol(c, at, spaced, lined);
        }
        return true;
    }

    private void add(Token.Kind kind, String content, Location at, boolean spaced, boolean lined) {
        tokens.add(new Token(kind, content, at, position, spaced, lined));
    }

    private void symbol(char c, Location at, boolean spaced, boolean lined) {
        for (String symbol : LONG_SYMBOLS) {
            if (text.startsWith(symbol, position)) {
                position += 2;
                add(Token.Kind.SYMBOL, symbol, at, spaced, lined);
                return;
            }
        }
        if (SYMBOLS.indexOf(c) < 0) {
            throw error("illegal token", at);
        }
        position++;
        if (!templates.isEmpty()) {
            int[] open = templates.peek();
            if (c == '{') {
                open[1]++;
            } else if (c == '}' && open[1]-- == 0) {
                open[1] = 0;
                add(Token.Kind.SYMBOL, "}", at, spaced, lined);
                templatePart(here(), false, false);
                return;
            }
        }
        add(Token.Kind.SYMBOL, String.valueOf(c), at, spaced, lined);
    }

    private void skipSpace() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\n') {
                position++;
                newLine();
            } else if (c == ' ' || c == '\t' || c == '\r') {
                position++;
            } else if (c == '#') {
                Location at = here();
                int end = text.indexOf('\n', position);
                end = end < 0 ? text.length() : end;
                comments.add(new Comment(text.substring(position + 1, end).stripTrailing(), at));
                position = end;
            } else {
                return;
            }
        }
    }

    private void newLine() {
        line++;
        lineStart = position;
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || c >= '0' && c <= '9';
    }

    private String number(Location at) {
        int start = position;
        digits();
        if (position + 1 < text.length()
                && text.charAt(position) == '.'
                && Character.isDigit(text.charAt(position + 1))) {
            position++;
            digits();
        }
        if (position < text.length() && (text.charAt(position) == 'e' || text.charAt(position) == 'E')) {
            position++;
            if (position < text.length() && (text.charAt(position) == '+' || text.charAt(position) == '-')) {
                position++;
            }
            if (position >= text.length() || !Character.isDigit(text.charAt(position))) {
                throw error("expected exponent", at);
            }
            digits();
        }
        if (position < text.length() && isNameStart(text.charAt(position))) {
            throw error("illegal number format", at);
        }
        return text.substring(start, position);
    }

    private void digits() {
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
    }

    private String raw(Location at) {
        int end = text.indexOf('`', position);
        if (end < 0) {
            throw error("non-terminated string", at);
        }
        int start = position;
        advanceTo(end + 1);
        return text.substring(start, end);
    }

    private void advanceTo(int end) {
        while (position < end) {
            if (text.charAt(position++) == '\n') {
                newLine();
            }
        }
    }

    private String quoted(Location at) {
        StringBuilder out = new StringBuilder();
        while (true) {
            if (position >= text.length() || text.charAt(position) == '\n') {
                throw error("non-terminated string", at);
            }
            char c = text.charAt(position++);
            if (c == '"') {
                return out.toString();
            }
            appendChar(out, c, at, false);
        }
    }

    private void appendChar(StringBuilder out, char c, Location at, boolean template) {
        if (c == '\\') {
            escape(out, at, template);
        } else if (c < 0x20) {
            throw error("illegal string literal: control character", at);
        } else {
            out.append(c);
        }
    }

    private void escape(StringBuilder out, Location at, boolean template) {
        char c = position < text.length() ? text.charAt(position++) : 0;
        switch (c) {
            case '"', '\\', '/' -> out.append(c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> {
                int code = hex4(at);
                out.append((char) code);
            }
            case '{' -> {
                if (!template) {
                    throw error("illegal escape sequence", at);
                }
                out.append('{');
            }
            default -> throw error("illegal escape sequence", at);
        }
    }

    private int hex4(Location at) {
        if (position + 4 > text.length()) {
            throw error("illegal escape sequence", at);
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.charAt(position++), 16);
            if (digit < 0) {
                throw error("illegal escape sequence", at);
            }
            code = code * 16 + digit;
        }
        return code;
    }

    /** Reads the constant text up to the next expression or the end of the template. */
    private void templatePart(Location at, boolean spaced, boolean lined) {
        char quote = (char) templates.peek()[0];
        StringBuilder out = new StringBuilder();
        while (true) {
            if (position >= text.length() || quote == '"' && text.charAt(position) == '\n') {
                throw error("non-terminated string", at);
            }
            char c = text.charAt(position++);
            if (c == quote) {
                templates.pop();
                add(Token.Kind.TEMPLATE_END, out.toString(), at, spaced, lined);
                return;
            } else if (c == '{') {
                add(Token.Kind.TEMPLATE_PART, out.toString(), at, spaced, lined);
                return;
            } else if (quote == '"') {
                appendChar(out, c, at, true);
            } else if (c == '\\' && position < text.length() && text.charAt(position) == '{') {
                position++;
                out.append('{');
            } else {
                if (c == '\n') {
                    newLine();
                }
                out.append(c);
            }
        }
    }
}
