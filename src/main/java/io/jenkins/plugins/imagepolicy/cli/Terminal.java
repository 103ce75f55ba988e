package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.engine.report.RenderOptions;

/** What is known of the terminal that standard output goes to. */
final class Terminal {
    private static final int DEFAULT_WIDTH = 120;

    private Terminal() {}

    static RenderOptions options() {
        return new RenderOptions(width(), isInteractive() && System.getenv("NO_COLOR") == null);
    }

    /** Whether both standard streams are a terminal. */
    static boolean isInteractive() {
        return System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        try {
            return columns == null ? DEFAULT_WIDTH : Integer.parseInt(columns);
        } catch (NumberFormatException e) {
            return DEFAULT_WIDTH;
        }
    }
}
