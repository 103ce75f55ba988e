package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Adds the gates of the last completed build to its job's page. */
@Extension
public final class JobImagePolicyActionFactory extends TransientActionFactory<Job> {
    /** A build that was stopped before its gate does not hide the ones before. */
    private static final int FARTHEST = 10;

    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return JobImagePolicyAction.class;
    }

    @Override
    public Collection<? extends Action> createFor(Job target) {
        Run<?, ?> run = target.getLastCompletedBuild();
        for (int i = 0; i < FARTHEST && run != null; i++) {
            ImagePolicyAction action = run.getAction(ImagePolicyAction.class);
            if (action != null) {
                return List.of(new JobImagePolicyAction(target, action));
            }
            run = run.getPreviousCompletedBuild();
        }
        return List.of();
    }
}
