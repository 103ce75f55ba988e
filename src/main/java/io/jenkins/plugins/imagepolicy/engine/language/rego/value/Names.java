package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

/** Names as the language has them: ASCII letters, digits and underscores, no digit first. */
public final class Names {
    private Names() {}

    public static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
