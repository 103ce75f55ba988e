package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

/** Go's path/filepath.Match syntax, which upstream checks globs with before its own rule. */
final class GlobSyntax {
    private final String glob;
    private int at;

    private GlobSyntax(String glob) {
        this.glob = glob;
    }

    static boolean isValid(String glob) {
        return new GlobSyntax(glob).valid();
    }

    private boolean valid() {
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            if (c == '\\' && at++ >= glob.length()) {
                return false;
            }
            if (c == '[' && !characterClass()) {
                return false;
            }
        }
        return true;
    }

    private boolean characterClass() {
        if (peek() == '^') {
            at++;
        }
        for (int ranges = 0; ; ranges++) {
            if (peek() == ']' && ranges > 0) {
                at++;
                return true;
            }
            if (!character()) {
                return false;
            }
            if (peek() == '-') {
                at++;
                if (!character()) {
                    return false;
                }
            }
        }
    }

    /** One character of a class; something must follow it. */
    private boolean character() {
        if (peek() == 0 || peek() == '-' || peek() == ']') {
            return false;
        }
        if (peek() == '\\') {
            at++;
        }
        at++;
        return at < glob.length();
    }

    private char peek() {
        return at < glob.length() ? glob.charAt(at) : 0;
    }
}
