package io.jenkins.plugins.imagepolicy.jenkins.report;

/** The gates of a build in one line. */
public final class Summaries {
    private Summaries() {}

    public static String line(ImagePolicyAction action) {
        int images = action.getImageCount();
        int fail = action.count("fail");
        int error = action.count("error");
        if (error > 0 && fail > 0) {
            return Messages.Summary_FailAndError(fail, error, images);
        }
        if (fail > 0) {
            return Messages.Summary_Fail(fail, images);
        }
        if (error > 0 || action.getVerdict().equals("error")) {
            return Messages.Summary_Error(error, images);
        }
        if (action.count("warn") > 0) {
            return Messages.Summary_Warn(action.count("warn"), images);
        }
        if (action.count("pass") == images) {
            return Messages.Summary_Pass(images);
        }
        return Messages.Summary_Partly(action.count("pass"), images);
    }
}
