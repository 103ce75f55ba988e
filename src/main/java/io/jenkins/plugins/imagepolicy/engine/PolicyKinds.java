package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.KyvernoPolicies;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.ClusterImagePolicies;
import java.util.List;

/** Every family of policies that the gate knows. */
final class PolicyKinds {
    private PolicyKinds() {}

    static List<PolicyKind> all() {
        return List.of(new ClusterImagePolicies(), new KyvernoPolicies());
    }
}
