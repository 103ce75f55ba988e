package io.jenkins.plugins.imagepolicy.engine.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which name somebody meant. */
public final class Names {
    private Names() {}

    /** The name of {@code known} that is closest to {@code written}, if one is close enough to be a slip of the pen. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        int most = Math.max(2, written.length() / 3);
        return known.stream()
                .filter(name -> distance(written, name) <= most)
                .min(Comparator.<String>comparingInt(name -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** What to write instead of an unknown name: the nearest one, or all of them. */
    public static String proposal(String written, Collection<String> known) {
        return nearest(written, known)
                .map(name -> "Did you mean '" + name + "'?")
                .orElse("Known here: " + String.join(", ", known));
    }

    /** Levenshtein's distance, letters of either case being the same. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 20) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[b.length()];
    }
}
