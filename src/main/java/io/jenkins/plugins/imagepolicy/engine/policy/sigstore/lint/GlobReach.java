package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;

import io.jenkins.plugins.imagepolicy.engine.image.ImageGlob;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether a glob can match any canonical name at all: walks the glob together with the grammar of such names,
 * {@code registry/path@sha256:hex} or {@code registry/path:tag}, in which the registry has a dot or a colon.
 */
final class GlobReach {
    private static final String AT_DIGEST = "@sha256:";
    private static final int HEX_DIGITS = 64;
    private static final String HEX = "0123456789abcdef";
    private static final String PATH = "abcdefghijklmnopqrstuvwxyz0123456789_-.";
    private static final String HOST = PATH + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** Places in a name, in order; digest places count the characters behind the path. */
    private static final int HOST_WITHOUT_DOT = 0;

    private static final int HOST_WITH_DOT = 1;
    private static final int PATH_BEGINS = 2;
    private static final int IN_PATH = 3;
    private static final int TAG = 4;
    private static final int TAG_WRITTEN = 5;
    private static final int SUFFIX = 6;
    private static final int END = SUFFIX + AT_DIGEST.length() - 1 + HEX_DIGITS;

    private final ImageGlob glob;
    private final boolean digest;

    private GlobReach(ImageGlob glob, boolean digest) {
        this.glob = glob;
        this.digest = digest;
    }

    static boolean matchesSomeDigest(ImageGlob glob) {
        return new GlobReach(glob, true).matchesSome();
    }

    static boolean matchesSomeTag(ImageGlob glob) {
        return new GlobReach(glob, false).matchesSome();
    }

    private record State(int place, BitSet glob) {}

    private boolean matchesSome() {
        Deque<State> open = new ArrayDeque<>();
        Map<Integer, Set<BitSet>> seen = new HashMap<>();
        open.add(new State(HOST_WITHOUT_DOT, glob.start()));
        while (!open.isEmpty()) {
            State state = open.remove();
            boolean isNew =
                    seen.computeIfAbsent(state.place, place -> new HashSet<>()).add(state.glob);
            if (!isNew || state.glob.isEmpty()) {
                continue;
            }
            if ((digest ? state.place == END : state.place == TAG_WRITTEN) && glob.accepts(state.glob)) {
                return true;
            }
            step(state, open);
        }
        return false;
    }

    private void step(State state, Deque<State> open) {
        switch (state.place) {
            case HOST_WITHOUT_DOT, HOST_WITH_DOT -> {
                for (char c : HOST.toCharArray()) {
                    go(state, c, c == '.' ? HOST_WITH_DOT : state.place, open);
                }
                go(state, ':', HOST_WITH_DOT, open);
                if (state.place == HOST_WITH_DOT) {
                    go(state, '/', PATH_BEGINS, open);
                }
            }
            case PATH_BEGINS -> all(state, PATH, IN_PATH, open);
            case IN_PATH -> {
                all(state, PATH + "/", IN_PATH, open);
                if (digest) {
                    go(state, '@', SUFFIX, open);
                } else {
                    go(state, ':', TAG, open);
                }
            }
            case TAG, TAG_WRITTEN -> all(state, HOST, TAG_WRITTEN, open);
            default -> suffix(state, open);
        }
    }

    private void suffix(State state, Deque<State> open) {
        int written = state.place - SUFFIX + 1;
        if (written < AT_DIGEST.length()) {
            go(state, AT_DIGEST.charAt(written), state.place + 1, open);
        } else if (state.place < END) {
            all(state, HEX, state.place + 1, open);
        }
    }

    private void all(State state, String characters, int place, Deque<State> open) {
        for (char c : characters.toCharArray()) {
            go(state, c, place, open);
        }
    }

    private void go(State state, char c, int place, Deque<State> open) {
        BitSet next = glob.after(state.glob, c);
        if (!next.isEmpty()) {
            open.add(new State(place, next));
        }
    }
}
