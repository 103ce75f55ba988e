package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One string or bytes literal: simple, raw ({@code #"..."#}) or multi-line, with its interpolations. The parser alternates
 * between {@link #segment()} and the expression that stands inside {@code \( )}.
 */
final class StringScanner {
    private final String text;
    private final int start;
    private final int hashes;
    private final char quote;
    private final boolean multiline;
    private final List<Raw> raws = new ArrayList<>();
    private int position;

    private record Raw(int from, int to) {}

    StringScanner(String text, int start) {
        this.text = text;
        this.start = start;
        int p = start;
        while (text.charAt(p) == '#') {
            p++;
        }
        hashes = p - start;
        quote = text.charAt(p);
        multiline = text.startsWith(String.valueOf(quote).repeat(3), p);
        p += multiline ? 3 : 1;
        if (multiline) {
            if (p < text.length() && text.charAt(p) == '\r') {
                p++;
            }
            if (p >= text.length() || text.charAt(p) != '\n') {
                throw CueFault.invalid(start, "expected newline after multiline quote");
            }
            p++;
        }
        position = p;
    }

    boolean isBytes() {
        return quote == '\'';
    }

    /** Offset after the piece scanned last. */
    int position() {
        return position;
    }

    void continueAt(int offset) {
        position = offset;
    }

    /** Scans to the closing quote (false) or to the expression of an interpolation (true). */
    boolean segment() {
        int from = position;
        String escape = "\\" + "#".repeat(hashes);
        String closing = String.valueOf(quote).repeat(multiline ? 3 : 1) + "#".repeat(hashes);
        int p = position;
        while (p < text.length()) {
            if (text.startsWith(closing, p) && (!multiline || onlyBlanksBefore(from, p))) {
                raws.add(new Raw(from, p));
                position = p + closing.length();
                return false;
            }
            char c = text.charAt(p);
            if (c == '\n' && !multiline) {
                throw CueFault.invalid(start, "string literal not terminated");
            }
            if (text.startsWith(escape, p)) {
                int after = p + escape.length();
                if (after < text.length() && text.charAt(after) == '(') {
                    raws.add(new Raw(from, p));
                    position = after + 1;
                    return true;
                }
                p = after + 1;
            } else {
                p++;
            }
        }
        throw CueFault.invalid(start, "string literal not terminated");
    }

    private boolean onlyBlanksBefore(int from, int at) {
        int p = at - 1;
        while (p >= from && (text.charAt(p) == ' ' || text.charAt(p) == '\t')) {
            p--;
        }
        if (p >= from ? text.charAt(p) == '\n' : text.charAt(from - 1) == '\n') {
            return true;
        }
        throw CueFault.unsupported(at, "a closing quote inside a line of a multi-line string");
    }

    /** The decoded pieces between the interpolations, as UTF-8. */
    List<byte[]> decode() {
        String indent = "";
        if (multiline) {
            Raw last = raws.get(raws.size() - 1);
            int lineStart = text.lastIndexOf('\n', last.to() - 1) + 1;
            indent = text.substring(lineStart, last.to());
        }
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < raws.size(); i++) {
            parts.add(decode(raws.get(i), indent, i == 0, i == raws.size() - 1));
        }
        return parts;
    }

    private byte[] decode(Raw raw, String indent, boolean first, boolean last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int p = raw.from();
        int to = raw.to();
        if (multiline && last) {
            to -= indent.length();
            if (to <= raw.from()) {
                return first ? new byte[0] : out.toByteArray();
            }
            to--;
            if (to > raw.from() && text.charAt(to - 1) == '\r') {
                to--;
            }
        }
        if (multiline && first) {
            p = skipIndent(p, to, indent);
        }
        while (p < to) {
            char c = text.charAt(p);
            if (c == '\\' && text.startsWith("#".repeat(hashes), p + 1)) {
                p = escape(p + 1 + hashes, out);
            } else if (c == '\r' && multiline && p + 1 < text.length() && text.charAt(p + 1) == '\n') {
                p++;
            } else if (c == '\n') {
                out.write('\n');
                p = skipIndent(p + 1, to, indent);
            } else {
                int code = text.codePointAt(p);
                if (Character.isISOControl(code) && code != '\t') {
                    throw CueFault.unsupported(p, "a control character in a string");
                }
                utf8(code, out);
                p += Character.charCount(code);
            }
        }
        return out.toByteArray();
    }

    private int skipIndent(int p, int to, String indent) {
        if (p >= to && text.startsWith(indent, p)) {
            return to;
        }
        if (text.charAt(p) == '\n' || text.startsWith("\r\n", p)) {
            return p;
        }
        if (!text.startsWith(indent, p)) {
            throw CueFault.invalid(p, "invalid string: invalid whitespace");
        }
        return p + indent.length();
    }

    private int escape(int p, ByteArrayOutputStream out) {
        char c = text.charAt(p);
        switch (c) {
            case 'a' -> out.write(7);
            case 'b' -> out.write('\b');
            case 'f' -> out.write('\f');
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case 't' -> out.write('\t');
            case 'v' -> out.write(11);
            case '/' -> out.write('/');
            case '\\' -> out.write('\\');
            case 'u' -> {
                return unicode(p, 4, out);
            }
            case 'U' -> {
                return unicode(p, 8, out);
            }
            case 'x' -> {
                requireBytes(p);
                out.write(hex(p + 1, 2));
                return p + 3;
            }
            default -> {
                return otherEscape(p, c, out);
            }
        }
        return p + 1;
    }

    private int otherEscape(int p, char c, ByteArrayOutputStream out) {
        if (c == quote) {
            out.write(c);
            return p + 1;
        }
        if (c >= '0' && c <= '7') {
            requireBytes(p);
            int value = 0;
            for (int i = 0; i < 3; i++) {
                char d = p + i < text.length() ? text.charAt(p + i) : ' ';
                if (d < '0' || d > '7') {
                    throw CueFault.invalid(p, "invalid octal escape");
                }
                value = value * 8 + d - '0';
            }
            if (value > 255) {
                throw CueFault.invalid(p, "invalid octal escape");
            }
            out.write(value);
            return p + 3;
        }
        throw CueFault.invalid(p - 1, "unknown escape sequence");
    }

    private void requireBytes(int p) {
        if (!isBytes()) {
            throw CueFault.invalid(p - 1, "invalid string: this escape is for bytes only");
        }
    }

    private int unicode(int p, int digits, ByteArrayOutputStream out) {
        int code = hex(p + 1, digits);
        if (code > Character.MAX_CODE_POINT || code < 0) {
            throw CueFault.invalid(p, "escape is an invalid Unicode code point");
        }
        if (code >= 0xD800 && code <= 0xDFFF) {
            throw CueFault.unsupported(p, "a surrogate in a Unicode escape");
        }
        utf8(code, out);
        return p + 1 + digits;
    }

    private int hex(int p, int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int d = p + i < text.length() ? Character.digit(text.charAt(p + i), 16) : -1;
            if (d < 0) {
                throw CueFault.invalid(p, "invalid escape: expected " + digits + " hexadecimal digits");
            }
            value = value * 16 + d;
        }
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    private static void utf8(int code, ByteArrayOutputStream out) {
        out.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
    }
}
