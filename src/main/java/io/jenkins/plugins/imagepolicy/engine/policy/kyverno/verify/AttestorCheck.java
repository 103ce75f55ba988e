package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies an image's signatures by the {@code attestors} of an item. */
final class AttestorCheck {
    private final Subject subject;
    private final JsonNode item;
    private final Demands demands;
    private final String rule;
    private final List<AuthorityResult> authorities;

    /** @param authorities receives what each entry found */
    AttestorCheck(Subject subject, JsonNode item, Demands demands, String rule, List<AuthorityResult> authorities) {
        this.subject = subject;
        this.item = item;
        this.demands = demands;
        this.rule = rule;
        this.authorities = authorities;
    }

    /** All sets must verify; the first that does not decides. */
    ImageJudgement verify() {
        for (int i = 0; i < item.path("attestors").size(); i++) {
            List<Finding> findings = set(item.path("attestors").get(i), ".attestors[" + i + "]");
            if (!findings.isEmpty()) {
                return ImageJudgement.fail("failed to verify image " + subject.reference() + ": ", findings);
            }
        }
        return ImageJudgement.pass("verified image signatures for " + subject.reference());
    }

    /** Why the set does not verify; empty when it does. */
    private List<Finding> set(JsonNode set, String path) {
        Attestors attestors = Attestors.of(set, true);
        List<Finding> findings = new ArrayList<>();
        int verified = 0;
        for (int i = 0; i < attestors.entries().size() && verified < attestors.required(); i++) {
            JsonNode entry = attestors.entries().get(i);
            String here = path + ".entries[" + i + "]." + Attestors.kind(entry);
            List<Finding> found =
                    Attestors.kind(entry).equals("attestor") ? set(entry.path("attestor"), here) : entry(entry, here);
            if (found.isEmpty()) {
                verified++;
            }
            findings.addAll(found);
        }
        if (verified >= attestors.required() && verified > 0) {
            return List.of();
        }
        if (findings.isEmpty()) {
            findings.add(new Finding(
                    io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.POLICY_INVALID,
                    path + ": no entry verifies anything",
                    "Add keys, certificates or keyless"));
        }
        return findings;
    }

    private List<Finding> entry(JsonNode entry, String path) {
        boolean bundle = item.path("type").asText().equals("SigstoreBundle");
        String repository =
                entry.path("repository").asText(item.path("repository").asText(""));
        try {
            Asked asked = demands.of(entry, bundle, item.path("annotations"), false);
            Verification<VerifiedSignature> verification =
                    asked.signatures(subject.judging().signatures(), subject.search(repository));
            if (!verification.verified().isEmpty()) {
                record(path, verification.verified(), verification.searched(), List.of());
                return List.of();
            }
            if (bundle) {
                Optional<List<VerifiedSignature>> attested = attested(repository, asked);
                if (attested.isPresent()) {
                    record(path, attested.get(), verification.searched(), List.of());
                    return List.of();
                }
            }
            List<Finding> findings = new ArrayList<>();
            verification
                    .refusals()
                    .forEach(refusal -> findings.add(Finding.of(refusal).at(path)));
            record(path, List.of(), verification.searched(), findings);
            return findings;
        } catch (RegistryException e) {
            return failed(path, Finding.of(e));
        } catch (TrustException e) {
            return failed(path, Finding.of(e));
        }
    }

    /** To type SigstoreBundle any bundle about the image is as good as a signature, an attestation too. */
    private Optional<List<VerifiedSignature>> attested(String repository, Asked asked)
            throws RegistryException, TrustException {
        List<VerifiedSignature> found =
                asked
                        .attestations(subject.judging().signatures(), subject.search(repository), Set.of())
                        .verified()
                        .stream()
                        .map(VerifiedAttestation::signature)
                        .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private List<Finding> failed(String path, Finding finding) {
        List<Finding> findings = List.of(finding.at(path));
        record(path, List.of(), List.of(), findings);
        return findings;
    }

    private void record(
            String path, List<VerifiedSignature> verified, List<SearchStep> searched, List<Finding> findings) {
        authorities.add(result(rule + path, verified, searched, findings));
    }

    static AuthorityResult result(
            String name, List<VerifiedSignature> verified, List<SearchStep> searched, List<Finding> findings) {
        Verdict verdict = Verdict.PASS;
        List<Reason> reasons = new ArrayList<>();
        for (Finding finding : findings) {
            verdict = verdict.worse(finding.code().isError() ? Verdict.ERROR : Verdict.FAIL);
            reasons.add(new Reason(finding.code(), finding.message(), name, finding.remedy()));
        }
        return new AuthorityResult(
                name, verdict, verified.stream().map(AttestorCheck::signer).toList(), searched, reasons);
    }

    private static AuthorityResult.Signer signer(VerifiedSignature signature) {
        String signedAt = signature.times().stream()
                .min(java.time.Instant::compareTo)
                .map(Object::toString)
                .orElse("");
        return signature
                .signer()
                .identity()
                .map(identity -> new AuthorityResult.Signer(
                        String.join(", ", identity.subjects()), identity.issuer(), signedAt, signature.artefact()))
                .orElseGet(() -> new AuthorityResult.Signer(
                        "sha256:" + signature.signer().key(), "", signedAt, signature.artefact()));
    }
}
