package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.model.Run;
import java.util.List;

/** The earlier build that a build is compared with. */
final class ChangesBase {
    /** Builds that were not gated are passed over, but not endlessly: each has to be loaded from disk. */
    private static final int FARTHEST = 20;

    private final Run<?, ?> run;
    private final List<ListedImage> images;

    private ChangesBase(Run<?, ?> run, List<ListedImage> images) {
        this.run = run;
        this.images = images;
    }

    /** Null when there is none near, or its reports cannot be read whole. */
    static ChangesBase of(Run<?, ?> run) {
        Run<?, ?> earlier = run.getPreviousCompletedBuild();
        for (int i = 0; i < FARTHEST && earlier != null; i++) {
            ImagePolicyAction action = earlier.getAction(ImagePolicyAction.class);
            if (action != null) {
                return action.getProblems().isEmpty() ? new ChangesBase(earlier, action.getImages()) : null;
            }
            earlier = earlier.getPreviousCompletedBuild();
        }
        return null;
    }

    Run<?, ?> run() {
        return run;
    }

    List<ListedImage> images() {
        return images;
    }
}
