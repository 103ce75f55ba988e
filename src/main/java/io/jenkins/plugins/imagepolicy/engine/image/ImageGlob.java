package io.jenkins.plugins.imagepolicy.engine.image;

import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * A glob of a ClusterImagePolicy (source: policy-controller pkg/apis/glob). {@code *} stands for any characters but {@code /},
 * {@code **} for any characters; everything else stands for itself, {@code :} and {@code @} too. Matching takes time in
 * proportion to glob times name, whatever the glob.
 */
public final class ImageGlob {
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9\\-_:/*.@]+");
    /** Stand for the wildcards in {@link #tokens}; neither is allowed in a glob. */
    private static final char WITHIN_SEGMENT = '?';

    private static final char ANYTHING = '!';

    private final String text;
    private final String tokens;

    private ImageGlob(String text, String tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** @throws IllegalArgumentException when a character is not allowed in a glob */
    public static ImageGlob compile(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("invalid glob \"" + text + "\"");
        }
        return new ImageGlob(text, tokens(qualified(text)));
    }

    /** Whether this glob matches a canonical name: {@code registry/path@sha256:hex}, or {@code registry/path:tag}. */
    public boolean matches(String canonicalName) {
        BitSet states = start();
        for (int i = 0; i < canonicalName.length() && !states.isEmpty(); i++) {
            states = after(states, canonicalName.charAt(i));
        }
        return accepts(states);
    }

    /** States of the glob before any character, for those who walk it character by character. */
    public BitSet start() {
        BitSet states = new BitSet();
        enter(states, 0);
        return states;
    }

    /** States after one more character; empty when no name that goes on like this can match. */
    public BitSet after(BitSet states, char c) {
        BitSet next = new BitSet();
        for (int s = states.nextSetBit(0); s >= 0; s = states.nextSetBit(s + 1)) {
            char token = s == tokens.length() ? 0 : tokens.charAt(s);
            if (token == ANYTHING || token == WITHIN_SEGMENT && c != '/') {
                enter(next, s);
            } else if (token == c && token != WITHIN_SEGMENT) {
                enter(next, s + 1);
            }
        }
        return next;
    }

    /** Whether a name that ends in these states matches. */
    public boolean accepts(BitSet states) {
        return states.get(tokens.length());
    }

    /** As written in the policy. */
    @Override
    public String toString() {
        return text;
    }

    /** A wildcard may stand for nothing, so its successor is entered with it. */
    private void enter(BitSet states, int state) {
        int s = state;
        states.set(s);
        while (s < tokens.length() && (tokens.charAt(s) == ANYTHING || tokens.charAt(s) == WITHIN_SEGMENT)) {
            states.set(++s);
        }
    }

    /** The glob with the defaults of Docker Hub, which are implied for these two globs alone. */
    private static String qualified(String text) {
        return switch (text) {
            case "*/*" -> RepositoryName.DOCKER_HUB + "/*/*";
            case "*" -> RepositoryName.DOCKER_HUB + "/library/*";
            default -> text;
        };
    }

    private static String tokens(String glob) {
        return glob.replace("**", String.valueOf(ANYTHING)).replace('*', WITHIN_SEGMENT);
    }
}
