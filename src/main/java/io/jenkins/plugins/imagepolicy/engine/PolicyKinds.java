package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import java.util.List;

/** Every family of policies that the gate knows. */
final class PolicyKinds {
    private PolicyKinds() {}

    static List<PolicyKind> all() {
        return List.of();
    }
}
