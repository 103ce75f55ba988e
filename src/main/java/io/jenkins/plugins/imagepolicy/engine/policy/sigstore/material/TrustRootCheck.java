package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.time.Instant;
import java.util.Optional;

/** What the controller finds out when a TrustRoot is applied: the archive of a {@code repository} has to verify as TUF. */
public final class TrustRootCheck {
    private static final JsonPointer MIRROR = JsonPointer.compile("/spec/repository/mirrorFS");

    private TrustRootCheck() {}

    /** @param spec valid, with defaults */
    public static Optional<Diagnostic> repository(Document document, JsonNode spec, Instant now) {
        if (!spec.hasNonNull("repository")) {
            return Optional.empty();
        }
        try {
            TrustRoots.ofRepository("TrustRoot", spec.path("repository"), now);
            return Optional.empty();
        } catch (TrustException e) {
            return Optional.of(document.error(
                    ReasonCode.TRUST_ROOT_UNAVAILABLE,
                    MIRROR,
                    "invalid value: failed to construct a TUF client: spec.repository.mirrorFS\n" + e.getMessage(),
                    e.remedy()));
        }
    }
}
