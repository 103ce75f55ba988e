package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/** Finds the end of a number literal and whether it is a float; what it is worth, and most of its faults, come later. */
final class NumberScanner {
    private final String text;
    private final int end;
    private boolean isFloat;

    NumberScanner(String text, int start) {
        this.text = text;
        end = scan(start);
        if (end < text.length() && Characters.isLetter(text, end)) {
            throw CueFault.invalid(start, "illegal number");
        }
    }

    int end() {
        return end;
    }

    TokenType type() {
        return isFloat ? TokenType.FLOAT : TokenType.INT;
    }

    private int scan(int start) {
        int p = start;
        if (text.charAt(p) == '0' && p + 1 < text.length() && "bBoOxX".indexOf(text.charAt(p + 1)) >= 0) {
            p += 2;
            while (p < text.length() && (Characters.isHex(text.charAt(p)) || text.charAt(p) == '_')) {
                p++;
            }
            return p;
        }
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
        return p;
    }

    private int digits(int from) {
        int p = from;
        while (p < text.length() && (Characters.isDigit(text.charAt(p)) || text.charAt(p) == '_')) {
            p++;
        }
        return p;
    }
}
