package io.jenkins.plugins.imagepolicy.jenkins.badge;

import hudson.model.BuildBadgeAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;

/** A symbol beside a build in the history of its job: the worst verdict of the build's gates, and a way to their page. */
public final class GateBadge implements BuildBadgeAction {
    private final ImagePolicyAction gates;

    GateBadge(ImagePolicyAction gates) {
        this.gates = gates;
    }

    /** A verdict of the report. */
    public String getVerdict() {
        return gates.getVerdict();
    }

    /** What the gates found, in one line and the reader's language. */
    public String getText() {
        return gates.getDisplayName() + ": " + gates.getSummary();
    }

    /** Page of the gates, relative to Jenkins' own address. */
    public String getLink() {
        return gates.getRun().getUrl() + ImagePolicyAction.URL + "/";
    }

    @Override
    public String getIconFileName() {
        // The gates' own action stands among the links of the build already.
        return null;
    }

    @Override
    public String getDisplayName() {
        return gates.getDisplayName();
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
