package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.Signer;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges an image by one authority: static, a signature, or all its attestations. */
final class AuthorityJudge {
    private final Authority authority;
    private final List<PolicyText> attestationPolicies;
    private final Candidate candidate;
    private final Judging judging;
    private final Material material;
    private final boolean explained;

    /**
     * @param attestationPolicies of the authority's attestations in their order; null for one without a policy
     * @param explained whether a refusal tells what the other signature format would have given
     */
    AuthorityJudge(
            Authority authority,
            List<PolicyText> attestationPolicies,
            Candidate candidate,
            Judging judging,
            Material material,
            boolean explained) {
        this.authority = authority;
        this.attestationPolicies = attestationPolicies;
        this.candidate = candidate;
        this.judging = judging;
        this.material = material;
        this.explained = explained;
    }

    AuthorityOutcome judge() {
        if (authority.signer() instanceof Signer.Static fixed) {
            return fixed(fixed);
        }
        try {
            Demand demand = new Demands(material, judging).of(authority);
            return authority.attestations().isEmpty() ? signatures(demand) : attestations(demand);
        } catch (UnresolvedException e) {
            return undecided(e.code(), e.getMessage(), e.remedy());
        } catch (TrustException e) {
            return undecided(ReasonCode.TRUST_ROOT_UNAVAILABLE, e.getMessage(), e.remedy());
        } catch (RegistryException e) {
            return undecided(e.code(), e.getMessage(), e.remedy());
        }
    }

    private AuthorityOutcome fixed(Signer.Static fixed) {
        if (fixed.pass()) {
            return passed(List.of(), List.of(), AuthorityMatches.ofStatic(), List.of());
        }
        return refused(
                List.of(reason(
                        ReasonCode.STATIC_FAIL,
                        "disallowed by static policy: " + fixed.message(),
                        "Use another image: the policy allows none that matches it")),
                List.of(),
                List.of());
    }

    private AuthorityOutcome signatures(Demand demand) throws RegistryException, TrustException, UnresolvedException {
        Verification<VerifiedSignature> found = judging.signatures().signatures(search(), demand);
        if (found.verified().isEmpty()) {
            return notFound(
                    Refusals.reasons(found.refusals(), "signature " + failure(), this::reason, NO_SIGNATURES),
                    found.searched());
        }
        return passed(
                found.verified().stream().map(AuthorityMatches::signer).toList(),
                found.searched(),
                AuthorityMatches.ofSignatures(found.verified()),
                List.of());
    }

    private AuthorityOutcome attestations(Demand demand) throws RegistryException, TrustException, UnresolvedException {
        Verification<VerifiedAttestation> found = judging.signatures().attestations(search(), demand, Set.of());
        if (found.verified().isEmpty()) {
            Refusal none = new Refusal(
                    ReasonCode.ATTESTATION_MISSING,
                    "no matching attestations for authority " + authority.name() + " for " + ref(),
                    "Attest the image: cosign attest --type … --predicate …");
            return notFound(
                    Refusals.reasons(found.refusals(), "attestation " + failure(), this::reason, none),
                    found.searched());
        }
        AttestationJudge judge = new AttestationJudge(authority, attestationPolicies, found.verified(), judging);
        AttestationJudge.Outcome outcome = judge.judge(this::reason);
        if (!outcome.reasons().isEmpty()) {
            return refused(outcome.reasons(), found.searched(), outcome.explanations());
        }
        return passed(
                found.verified().stream()
                        .map(a -> AuthorityMatches.signer(a.signature()))
                        .distinct()
                        .toList(),
                found.searched(),
                outcome.match(),
                outcome.explanations());
    }

    private static final Refusal NO_SIGNATURES =
            new Refusal(ReasonCode.UNSIGNED, "no signatures found", "Sign the image by its digest: cosign sign");

    private Search search() throws UnresolvedException {
        Authority.Source source = authority.source().orElse(new Authority.Source("", List.of(), ""));
        Repository repository = candidate.image().repository();
        if (!source.oci().isEmpty() || !source.pullSecrets().isEmpty()) {
            String namespace =
                    candidate.use().map(use -> use.workload().namespace()).orElse("");
            RepositoryName name = source.oci().isEmpty() ? repository.name() : sourceRepository(source.oci());
            repository = judging.registries().repository(name, material.pullSecrets(source.pullSecrets(), namespace));
        }
        Optional<String> tagPrefix = source.tagPrefix().isEmpty() ? Optional.empty() : Optional.of(source.tagPrefix());
        return new Search(candidate.image().digest(), List.of(repository), tagPrefix, explained);
    }

    private static RepositoryName sourceRepository(String oci) throws UnresolvedException {
        try {
            if (!oci.contains("/")) {
                throw new InvalidReferenceException("'" + oci + "' names a registry and no repository");
            }
            return RepositoryName.parse(oci);
        } catch (InvalidReferenceException e) {
            throw new UnresolvedException(
                    ReasonCode.POLICY_INVALID,
                    "source.oci cannot be used: " + e.getMessage(),
                    "Write the repository that holds the signatures: registry.example/signatures",
                    e);
        }
    }

    private AuthorityOutcome passed(
            List<AuthorityResult.Signer> signers,
            List<SearchStep> searched,
            JsonNode match,
            List<JsonNode> explanations) {
        AuthorityResult result = new AuthorityResult(authority.name(), Verdict.PASS, signers, searched, List.of());
        return new AuthorityOutcome(result, Optional.of(match), explanations, false);
    }

    private AuthorityOutcome notFound(List<Reason> reasons, List<SearchStep> searched) {
        return new AuthorityOutcome(failed(reasons, searched), Optional.empty(), List.of(), !explained);
    }

    private AuthorityOutcome refused(List<Reason> reasons, List<SearchStep> searched, List<JsonNode> explanations) {
        return new AuthorityOutcome(failed(reasons, searched), Optional.empty(), explanations, false);
    }

    private AuthorityResult failed(List<Reason> reasons, List<SearchStep> searched) {
        boolean undecided = reasons.stream().anyMatch(r -> r.code().isError());
        return new AuthorityResult(
                authority.name(), undecided ? Verdict.ERROR : Verdict.FAIL, List.of(), searched, reasons);
    }

    private AuthorityOutcome undecided(ReasonCode code, String message, String remedy) {
        String what = authority.attestations().isEmpty() ? "signature " : "attestation ";
        return refused(List.of(reason(code, what + failure() + message, remedy)), List.of(), List.of());
    }

    private String failure() {
        String kind = authority.signer() instanceof Signer.Key ? "key" : "keyless";
        return kind + " validation failed for authority " + authority.name() + " for " + ref() + ": ";
    }

    private String ref() {
        return candidate.image().canonical();
    }

    private Reason reason(ReasonCode code, String message, String remedy) {
        return new Reason(code, message, authority.name(), remedy);
    }
}
