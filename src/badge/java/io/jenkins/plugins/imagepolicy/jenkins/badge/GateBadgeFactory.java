package io.jenkins.plugins.imagepolicy.jenkins.badge;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Adds the badge to gated builds, those of earlier versions included: nothing of it is stored. */
@Extension
public final class GateBadgeFactory extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return GateBadge.class;
    }

    @Override
    public Collection<? extends Action> createFor(Run target) {
        ImagePolicyAction gates = ((Run<?, ?>) target).getAction(ImagePolicyAction.class);
        return gates == null ? List.of() : List.of(new GateBadge(gates));
    }
}
