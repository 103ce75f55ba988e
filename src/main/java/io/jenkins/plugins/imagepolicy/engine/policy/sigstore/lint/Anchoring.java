package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;

import java.util.ArrayList;
import java.util.List;

/** Whether a regular expression can only match a whole text, as far as its writing shows. */
final class Anchoring {
    private Anchoring() {}

    /** Every alternative has to begin and end with an anchor: {@code ^a|b$} finds both anywhere. */
    static boolean isWhole(String regex) {
        return alternatives(regex).stream().allMatch(Anchoring::isAnchored);
    }

    private static boolean isAnchored(String alternative) {
        return (alternative.startsWith("^") || alternative.startsWith("\\A"))
                && (alternative.endsWith("$") && !alternative.endsWith("\\$") || alternative.endsWith("\\z"));
    }

    /** The expression with anchors around all of it. */
    static String whole(String regex) {
        List<String> alternatives = alternatives(regex);
        if (alternatives.size() == 1) {
            return "^" + regex.replaceAll("^\\^|(?<!\\\\)\\$$", "") + "$";
        }
        List<String> bare = alternatives.stream()
                .map(a -> a.replaceAll("^\\^|(?<!\\\\)\\$$", ""))
                .toList();
        return "^(" + String.join("|", bare) + ")$";
    }

    /** What stands between the bars that are in no group and no class. */
    private static List<String> alternatives(String regex) {
        List<String> alternatives = new ArrayList<>();
        int begin = 0;
        int depth = 0;
        boolean inClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == '|' && depth == 0) {
                alternatives.add(regex.substring(begin, i));
                begin = i + 1;
            }
        }
        alternatives.add(regex.substring(begin));
        return alternatives;
    }
}
