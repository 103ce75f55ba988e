package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/** The characters of names and numbers. */
final class Characters {
    private Characters() {}

    /** Whether a name may begin with what stands at the position. */
    static boolean isLetter(String text, int position) {
        int c = text.codePointAt(position);
        return c == '_' || c == '$' || Character.isLetter(c);
    }

    /** Where a name ends of which the position is no longer the beginning. */
    static int endOfName(String text, int from) {
        int p = from;
        while (p < text.length() && (isLetter(text, p) || Character.isDigit(text.codePointAt(p)))) {
            p += Character.charCount(text.codePointAt(p));
        }
        return p;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
