package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;

/** On a job's page: the last completed build's gates, also when they failed it, and the trend. */
public final class JobImagePolicyAction implements Action {
    private final Job<?, ?> job;
    private final ImagePolicyAction last;

    JobImagePolicyAction(Job<?, ?> job, ImagePolicyAction last) {
        this.job = job;
        this.last = last;
    }

    @Override
    public String getIconFileName() {
        return last.getIconFileName();
    }

    @Override
    public String getDisplayName() {
        return Messages.Action_DisplayName();
    }

    @Override
    public String getUrlName() {
        return ImagePolicyAction.URL;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** Of the last completed build that was gated. */
    public ImagePolicyAction getLast() {
        return last;
    }

    public Run<?, ?> getRun() {
        return last.getRun();
    }

    public TrendChart getTrend() {
        return TrendChart.of(last.getRun());
    }
}
