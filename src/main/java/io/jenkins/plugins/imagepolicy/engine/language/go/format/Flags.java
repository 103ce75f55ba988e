package io.jenkins.plugins.imagepolicy.engine.language.go.format;

/** The flags, width and precision of one directive; -1 stands for none. */
final class Flags {
    boolean minus;
    boolean plus;
    boolean sharp;
    boolean space;
    boolean zero;
    /** {@code %+v}, where the flag does not ask for a sign. */
    boolean plusV;
    /** {@code %#v}: the syntax of Go. */
    boolean sharpV;

    int width = -1;
    int precision = -1;

    /** Appends the text, filled up to the width. */
    void pad(StringBuilder out, String s) {
        int missing = width - s.codePointCount(0, s.length());
        if (missing <= 0) {
            out.append(s);
        } else if (minus) {
            out.append(s).append(" ".repeat(missing));
        } else {
            out.append((zero ? "0" : " ").repeat(missing)).append(s);
        }
    }

    /** Appends the text, filled up with spaces whatever the flags. */
    void padWithSpaces(StringBuilder out, String s) {
        boolean before = zero;
        zero = false;
        pad(out, s);
        zero = before;
    }

    String sign(boolean negative) {
        return negative ? "-" : plus ? "+" : space ? " " : "";
    }
}
