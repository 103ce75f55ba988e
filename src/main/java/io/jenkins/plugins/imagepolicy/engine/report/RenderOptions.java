package io.jenkins.plugins.imagepolicy.engine.report;

/**
 * How a report is to look where the format leaves a choice.
 *
 * @param width columns of the terminal
 * @param colour whether the text may carry ANSI colours
 */
public record RenderOptions(int width, boolean colour) {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 160;

    public RenderOptions {
        width = Math.max(NARROWEST, Math.min(WIDEST, width));
    }

    /** For files and logs: 100 columns without colour. */
    public static RenderOptions plain() {
        return new RenderOptions(100, false);
    }
}
