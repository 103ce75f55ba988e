package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import java.util.Set;

/**
 * The image policies of Kyverno. Images named to the gate directly are judged as a Pod that uses them would be, in the
 * gate's namespace.
 */
public final class KyvernoPolicies implements PolicyKind {
    private static final Set<String> CLASSIC = Set.of("ClusterPolicy", "Policy", "PolicyException");
    private static final Set<String> CEL =
            Set.of("ImageValidatingPolicy", "NamespacedImageValidatingPolicy", "PolicyException");

    @Override
    public boolean claims(String apiVersion, String kind) {
        return apiVersion.startsWith("kyverno.io/") && CLASSIC.contains(kind)
                || apiVersion.startsWith("policies.kyverno.io/") && CEL.contains(kind);
    }

    @Override
    public void load(Document document, Companions companions, LoadOptions options, Loaded loaded) {
        boolean classic = document.content().path("apiVersion").asText().startsWith("kyverno.io/");
        boolean exception = document.content().path("kind").asText().equals("PolicyException");
        if (classic) {
            ClassicLoader loader = new ClassicLoader(document, companions, loaded);
            if (exception) {
                loader.exception();
            } else {
                loader.policy();
            }
        } else {
            CelLoader loader = new CelLoader(document, companions, loaded);
            if (exception) {
                loader.exception();
            } else {
                loader.policy();
            }
        }
    }
}
