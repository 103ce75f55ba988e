package io.jenkins.plugins.imagepolicy.engine.policy.waiver;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.util.regex.Pattern;

/**
 * Which images a waiver is about: a digest {@code sha256:…}, or a glob over canonical names as in a ClusterImagePolicy
 * ({@code *} for any characters but {@code /}, {@code **} for any characters).
 */
record ImageScope(String text, Pattern pattern) {
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9\\-_:/*.@]+");

    static boolean isValid(String text) {
        return ALLOWED.matcher(text).matches();
    }

    static ImageScope of(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (text.charAt(i) == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            }
        }
        return new ImageScope(text, Pattern.compile(regex.toString()));
    }

    boolean covers(ImageNames image) {
        if (Digest.parse(text).isPresent()) {
            return image.digest().equals(text);
        }
        return image.canonical().stream().anyMatch(name -> pattern.matcher(name).matches());
    }

    /** Whether the registry or everything below it is left open. */
    boolean isWide() {
        if (Digest.parse(text).isPresent()) {
            return false;
        }
        int slash = text.indexOf('/');
        if (slash < 0 || text.substring(0, slash).contains("*")) {
            return true;
        }
        return text.substring(slash + 1).replaceAll("[*/:@]", "").isEmpty();
    }

    boolean isByTag() {
        return !text.contains("@")
                && text.lastIndexOf(':') > text.lastIndexOf('/')
                && Digest.parse(text).isEmpty();
    }
}
