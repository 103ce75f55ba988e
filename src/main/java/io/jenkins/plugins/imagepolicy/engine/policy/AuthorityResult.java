package io.jenkins.plugins.imagepolicy.engine.policy;

import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import java.util.List;

/**
 * What one authority (Kyverno: attestor) says of one image.
 *
 * @param signers who signed, one line each; verified signatures only
 */
public record AuthorityResult(
        String name, Verdict verdict, List<Signer> signers, List<SearchStep> searched, List<Reason> reasons) {
    public AuthorityResult {
        signers = List.copyOf(signers);
        searched = List.copyOf(searched);
        reasons = List.copyOf(reasons);
    }

    /**
     * A verified signer as the report shows it.
     *
     * @param identity subject, or the key's fingerprint {@code sha256:…}
     * @param issuer empty for keys
     * @param signedAt trusted time in ISO 8601; empty when there is none
     * @param artefact where the signature was found
     */
    public record Signer(String identity, String issuer, String signedAt, String artefact) {}
}
