package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition.Conditions;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.VariableException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies an image's attestations by an item's {@code attestations} and evaluates their conditions. */
final class AttestationCheck {
    private final Subject subject;
    private final JsonNode item;
    private final Demands demands;
    private final Variables variables;
    private final String rule;
    private final List<AuthorityResult> authorities;

    /** @param variables receives the predicates of attestations that have a name */
    AttestationCheck(
            Subject subject,
            JsonNode item,
            Demands demands,
            Variables variables,
            String rule,
            List<AuthorityResult> authorities) {
        this.subject = subject;
        this.item = item;
        this.demands = demands;
        this.variables = variables;
        this.rule = rule;
        this.authorities = authorities;
    }

    ImageJudgement verify() {
        for (int i = 0; i < item.path("attestations").size(); i++) {
            JsonNode attestation = item.path("attestations").get(i);
            String path = ".attestations[" + i + "]";
            String type = attestation.path("type").asText("");
            if (type.isEmpty()) {
                type = attestation.path("predicateType").asText("");
            }
            if (type.isEmpty()) {
                return ImageJudgement.fail(ReasonCode.POLICY_INVALID, path + ": missing type", "Add type:");
            }
            for (int j = 0; j < Math.max(1, attestation.path("attestors").size()); j++) {
                ImageJudgement judgement = set(attestation, type, j, path + ".attestors[" + j + "]");
                if (!judgement.isPass()) {
                    return judgement;
                }
            }
        }
        return ImageJudgement.pass("verified image attestations for " + subject.reference());
    }

    private ImageJudgement set(JsonNode attestation, String type, int index, String path) {
        Attestors attestors = attestation.path("attestors").isEmpty()
                ? new Attestors(1, List.of(JsonNodeFactory.instance.objectNode()))
                : Attestors.of(attestation.path("attestors").get(index), false);
        List<Finding> findings = new ArrayList<>();
        int verified = 0;
        for (int i = 0; i < attestors.entries().size() && verified < attestors.required(); i++) {
            String kind = Attestors.kind(attestors.entries().get(i));
            String here = path + ".entries[" + i + "]" + (kind.isEmpty() ? "" : "." + kind);
            Optional<Finding> found =
                    entry(attestation, type, attestors.entries().get(i), here);
            if (found.isEmpty()) {
                verified++;
            } else {
                findings.add(found.get().at(here));
            }
        }
        if (verified >= attestors.required() && verified > 0) {
            return ImageJudgement.pass("");
        }
        if (findings.isEmpty()) {
            findings.add(new Finding(ReasonCode.POLICY_INVALID, path + ": no entry verifies anything", ""));
        }
        return ImageJudgement.fail(
                "image attestations verification failed, verifiedCount: " + verified + ", requiredCount: "
                        + attestors.required() + ", error: ",
                findings);
    }

    /** Why the entry does not verify; empty when it does. */
    private Optional<Finding> entry(JsonNode attestation, String type, JsonNode entry, String path) {
        String repository =
                entry.path("repository").asText(item.path("repository").asText(""));
        boolean bundle = item.path("type").asText().equals("SigstoreBundle");
        Verification<VerifiedAttestation> verification = new Verification<>(List.of(), List.of(), List.of());
        Optional<Finding> finding;
        try {
            JsonNode annotations =
                    entry.path("annotations").isEmpty() ? item.path("annotations") : entry.path("annotations");
            if (!annotations.isEmpty() && !bundle) {
                finding = Optional.of(new Finding(
                        ReasonCode.ATTESTATION_REJECTED,
                        "no signature matched the required annotations: attestations carry none",
                        "Remove annotations from attestations"));
            } else {
                Asked asked = demands.of(entry, bundle, JsonNodeFactory.instance.objectNode(), true);
                verification =
                        asked.attestations(subject.judging().signatures(), subject.search(repository), Set.of(type));
                finding = judge(attestation, type, asked, verification);
            }
        } catch (RegistryException e) {
            finding = Optional.of(Finding.of(e));
        } catch (TrustException e) {
            finding = Optional.of(Finding.of(e));
        }
        List<VerifiedSignature> verified = finding.isPresent()
                ? List.of()
                : verification.verified().stream()
                        .map(VerifiedAttestation::signature)
                        .toList();
        authorities.add(AttestorCheck.result(
                rule + path,
                verified,
                verification.searched(),
                finding.map(List::of).orElse(List.of())));
        return finding;
    }

    private Optional<Finding> judge(
            JsonNode attestation, String type, Asked asked, Verification<VerifiedAttestation> verification) {
        List<VerifiedAttestation> ofType = verification.verified().stream()
                .filter(found -> found.predicateType().equals(type))
                .toList();
        if (ofType.isEmpty()) {
            if (verification.refusals().isEmpty()) {
                return Optional.of(new Finding(
                        ReasonCode.ATTESTATION_MISSING, "attestions not found for predicate type " + type, ""));
            }
            List<Finding> refused =
                    verification.refusals().stream().map(Finding::of).toList();
            Finding worst = Finding.worst(refused);
            ReasonCode code = worst.code() == ReasonCode.UNSIGNED ? ReasonCode.ATTESTATION_MISSING : worst.code();
            return Optional.of(new Finding(
                    code, "attestions not found for predicate type " + type + ": " + worst.message(), worst.remedy()));
        }
        if (asked.identity().isPresent()) {
            // One statement of the type by somebody else is one too many.
            for (VerifiedAttestation found : ofType) {
                Optional<String> mismatch = found.signature()
                        .signer()
                        .identity()
                        .map(identity -> asked.identity().get().mismatch(identity))
                        .orElse(Optional.of("certificate not found"));
                if (mismatch.isPresent()) {
                    return Optional.of(new Finding(
                            ReasonCode.SIGNED_BY_OTHER,
                            mismatch.get(),
                            "Every attestation of this type must be signed by who the policy names"));
                }
            }
        }
        return conditions(attestation, type, ofType);
    }

    private Optional<Finding> conditions(JsonNode attestation, String type, List<VerifiedAttestation> statements) {
        for (VerifiedAttestation statement : statements) {
            JsonNode predicate = statement.statement().path("predicate");
            if (!(predicate instanceof ObjectNode)) {
                return Optional.of(new Finding(
                        ReasonCode.ATTESTATION_REJECTED,
                        "the predicate of type " + type + " is no object",
                        "Attest a predicate that is a JSON object"));
            }
        }
        String name = attestation.path("name").asText("");
        if (!name.isEmpty()) {
            variables.set(name, statements.get(0).statement().path("predicate"));
        }
        for (VerifiedAttestation statement : statements) {
            Variables withPredicate = variables.fork();
            statement
                    .statement()
                    .path("predicate")
                    .properties()
                    .forEach(field -> withPredicate.set(field.getKey(), field.getValue()));
            try {
                Conditions.Outcome outcome = new Conditions(withPredicate).evaluate(attestation.path("conditions"));
                if (!outcome.holds()) {
                    return Optional.of(rejected(type, outcome.message()));
                }
            } catch (VariableException e) {
                return Optional.of(new Finding(
                        e.code() == ReasonCode.POLICY_INVALID ? ReasonCode.ATTESTATION_REJECTED : e.code(),
                        "failed to evaluate conditions on predicate " + type + ": " + e.getMessage(),
                        "Write {{ key || '' }} for keys that may be missing"));
            }
        }
        return Optional.empty();
    }

    private Finding rejected(String type, String message) {
        return new Finding(
                ReasonCode.ATTESTATION_REJECTED,
                "attestation checks failed for " + subject.reference() + " and predicate " + type + ": " + message,
                "Attest what the conditions ask for, or change them");
    }
}
