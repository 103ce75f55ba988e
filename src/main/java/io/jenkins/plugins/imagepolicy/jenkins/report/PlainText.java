package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.util.regex.Pattern;

/**
 * Text of others for a log. Images, policies and registries write most of what a report holds, and must not be able to
 * write lines of their own, hide some behind a terminal's commands, or turn their order round.
 */
public final class PlainText {
    /** Controls, line and paragraph separators, and what has no shape of its own, such as a change of direction. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private PlainText() {}

    /** The text on one line, with a space for each run of such characters. */
    public static String oneLine(String text) {
        return UNSEEN.matcher(text).replaceAll(" ").strip();
    }
}
