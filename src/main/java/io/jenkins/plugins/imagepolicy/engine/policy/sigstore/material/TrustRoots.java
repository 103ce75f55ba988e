package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.UnresolvedException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.SigstoreKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The TrustRoots given beside the policies, each read when first asked for. */
final class TrustRoots {
    private final Companions companions;
    private final Map<String, TrustedRoot> read = new ConcurrentHashMap<>();

    TrustRoots(Companions companions) {
        this.companions = companions;
    }

    TrustedRoot get(String name, Judging judging) throws UnresolvedException {
        TrustedRoot known = read.get(name);
        if (known != null) {
            return known;
        }
        Optional<Document> document = companions.find("TrustRoot", "", name);
        if (document.isEmpty()) {
            throw new UnresolvedException(
                    ReasonCode.TRUST_ROOT_UNAVAILABLE,
                    "trustRootRef " + name + " not found",
                    "Give the TrustRoot " + name + " beside the policies");
        }
        TrustedRoot root = read(name, document.get().content().path("spec"));
        read.put(name, root);
        return root;
    }

    private static TrustedRoot read(String name, JsonNode spec) throws UnresolvedException {
        if (!spec.hasNonNull("sigstoreKeys")) {
            throw new UnresolvedException(
                    ReasonCode.UNSUPPORTED,
                    "trustRootRef " + name + " not found, SigstoreKeys missing",
                    "Write the keys as spec.sigstoreKeys");
        }
        try {
            return SigstoreKeys.read("TrustRoot " + name, spec.path("sigstoreKeys"));
        } catch (TrustException e) {
            throw new UnresolvedException(ReasonCode.TRUST_ROOT_UNAVAILABLE, e.getMessage(), e.remedy(), e);
        }
    }
}
