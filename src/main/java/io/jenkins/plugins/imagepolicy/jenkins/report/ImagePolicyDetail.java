package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.Extension;
import hudson.model.Run;
import java.util.List;
import jenkins.model.details.Detail;
import jenkins.model.details.DetailFactory;

/** One line among the facts at the head of a build's page. */
public final class ImagePolicyDetail extends Detail {
    private final ImagePolicyAction action;

    ImagePolicyDetail(ImagePolicyAction action) {
        super(action.getRun());
        this.action = action;
    }

    @Override
    public String getIconClassName() {
        return action.getIconFileName();
    }

    @Override
    public String getDisplayName() {
        return Summaries.line(action);
    }

    @Override
    public String getLink() {
        return ImagePolicyAction.URL;
    }

    /** Adds the line to gated builds. */
    @Extension
    public static final class Factory extends DetailFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public List<? extends Detail> createFor(Run target) {
            ImagePolicyAction action = ((Run<?, ?>) target).getAction(ImagePolicyAction.class);
            return action == null ? List.of() : List.of(new ImagePolicyDetail(action));
        }
    }
}
