package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.util.List;

/** The text of a time, consumed from the left. Every method throws {@link CallError} for text that does not fit. */
final class GoTimeText {
    private final String whole;
    private String rest;

    GoTimeText(String text) {
        whole = text;
        rest = text;
    }

    boolean isEmpty() {
        return rest.isEmpty();
    }

    /** Consumes this text, if it is at hand. */
    boolean skip(String expected) {
        if (!rest.startsWith(expected)) {
            return false;
        }
        rest = rest.substring(expected.length());
        return true;
    }

    /** -1 or 1. */
    int sign() {
        if (rest.isEmpty() || (rest.charAt(0) != '+' && rest.charAt(0) != '-')) {
            throw wrong();
        }
        int sign = rest.charAt(0) == '-' ? -1 : 1;
        rest = rest.substring(1);
        return sign;
    }

    /** How many digits the fraction at hand has; 0 without one. */
    int fractionAhead() {
        if (!isPointAhead()) {
            return 0;
        }
        int digits = 0;
        while (isDigit(digits + 1)) {
            digits++;
        }
        return digits;
    }

    /** A point or comma and so many digits, in nanoseconds. */
    int fraction(int digits) {
        if (rest.length() < digits + 1 || !isPointAhead()) {
            throw wrong();
        }
        int value = 0;
        for (int i = 1; i <= digits; i++) {
            int digit = digit(i);
            if (i <= 9) {
                value = value * 10 + digit;
            }
        }
        for (int i = digits; i < 9; i++) {
            value *= 10;
        }
        rest = rest.substring(digits + 1);
        return value;
    }

    private boolean isPointAhead() {
        return !rest.isEmpty() && (rest.charAt(0) == '.' || rest.charAt(0) == ',');
    }

    CallError wrong() {
        return new CallError("parsing time \"" + whole + "\": cannot parse it with this layout");
    }

    /** Consumes what a layout holds between its elements; a blank there stands for any number of them. */
    void literal(String literal) {
        int i = 0;
        while (i < literal.length()) {
            if (literal.charAt(i) == ' ') {
                if (!rest.isEmpty() && rest.charAt(0) != ' ') {
                    throw wrong();
                }
                while (i < literal.length() && literal.charAt(i) == ' ') {
                    i++;
                }
                skipBlanks();
            } else if (rest.isEmpty() || rest.charAt(0) != literal.charAt(i)) {
                throw wrong();
            } else {
                rest = rest.substring(1);
                i++;
            }
        }
    }

    private void skipBlanks() {
        while (rest.startsWith(" ")) {
            rest = rest.substring(1);
        }
    }

    /** A number of so many digits. */
    int exactly(int digits) {
        if (rest.length() < digits) {
            throw wrong();
        }
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10 + digit(i);
        }
        rest = rest.substring(digits);
        return value;
    }

    /** A number of one or two digits, or of two only. */
    int number(boolean two) {
        int first = digit(0);
        if (!isDigit(1)) {
            if (two) {
                throw wrong();
            }
            rest = rest.substring(1);
            return first;
        }
        int value = first * 10 + digit(1);
        rest = rest.substring(2);
        return value;
    }

    /** A number outside its bounds; {@code what} names it and ends in a blank, or is empty. */
    CallError outOfRange(String what) {
        return new CallError("parsing time \"" + whole + "\": " + what + "out of range");
    }

    /** The value, when it is within its bounds. */
    int within(int value, int low, int high) {
        if (value < low || value > high) {
            throw outOfRange("");
        }
        return value;
    }

    /** The index of the name at hand. */
    int name(List<String> names, boolean abbreviated) {
        for (int i = 0; i < names.size(); i++) {
            String name = abbreviated ? names.get(i).substring(0, 3) : names.get(i);
            if (rest.regionMatches(true, 0, name, 0, name.length())) {
                rest = rest.substring(name.length());
                return i;
            }
        }
        throw wrong();
    }

    private int digit(int index) {
        char c = index < rest.length() ? rest.charAt(index) : ' ';
        if (c < '0' || c > '9') {
            throw wrong();
        }
        return c - '0';
    }

    private boolean isDigit(int index) {
        return index < rest.length() && rest.charAt(index) >= '0' && rest.charAt(index) <= '9';
    }
}
