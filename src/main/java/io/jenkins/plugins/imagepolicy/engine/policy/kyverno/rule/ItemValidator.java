package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.ClusterPolicySchema;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checks of one item of {@code verifyImages} (Kyverno api/kyverno/v1 image_verification_types.go), with upstream's texts. */
public final class ItemValidator {
    private static final Set<String> ALGORITHMS = Set.of("", "sha224", "sha256", "sha384", "sha512");
    private static final List<String> KINDS = List.of("keys", "certificates", "keyless", "attestor");
    private static final int DEEPEST = 10;

    private final List<Problem> problems = new ArrayList<>();

    private ItemValidator() {}

    /**
     * @param audit whether violations of the item are only reported
     * @param at where the item stands
     */
    public static List<Problem> validate(JsonNode written, boolean audit, JsonPointer at) {
        ItemValidator validator = new ItemValidator();
        validator.item(written, LegacyForm.convert(written), audit, at);
        return validator.problems;
    }

    private void item(JsonNode written, JsonNode item, boolean audit, JsonPointer at) {
        if (item.path("imageReferences").isEmpty()) {
            problem(
                    at.appendProperty("imageReferences"),
                    "An image reference is required",
                    "Add imageReferences with at least one pattern, for example registry.example/*");
        }
        if (audit && item.path("mutateDigest").asBoolean()) {
            problem(
                    at.appendProperty("mutateDigest"),
                    "mutateDigest must be set to false for \u2018Audit\u2019 failure action",
                    "Write failureAction: Enforce or mutateDigest: false in this item");
        }
        JsonPointer attestors = at.appendProperty("attestors");
        boolean notary = item.path("type").asText().equals("Notary");
        for (int i = 0; i < item.path("attestors").size(); i++) {
            JsonPointer set = LegacyForm.isLegacy(written) ? at : attestors.appendIndex(i);
            attestorSet(item.path("attestors").get(i), set, notary, 0);
        }
        for (int i = 0; i < item.path("attestations").size(); i++) {
            attestation(
                    item.path("attestations").get(i),
                    at.appendProperty("attestations").appendIndex(i),
                    notary);
        }
    }

    private void attestation(JsonNode attestation, JsonPointer at, boolean notary) {
        if (attestation.path("type").asText().isEmpty()
                && attestation.path("predicateType").asText().isEmpty()) {
            problem(at.appendProperty("type"), "missing type", "Add type: with the URI of the predicate");
        }
        for (int i = 0; i < attestation.path("attestors").size(); i++) {
            JsonPointer set = at.appendProperty("attestors").appendIndex(i);
            JsonNode attestorSet = attestation.path("attestors").get(i);
            attestorSet(attestorSet, set, notary, 0);
            for (int j = 0; j < attestorSet.path("entries").size(); j++) {
                if (attestorSet.path("entries").get(j).has("attestor")) {
                    JsonPointer nested =
                            set.appendProperty("entries").appendIndex(j).appendProperty("attestor");
                    problem(
                            nested,
                            "a nested attestor is not evaluated in attestations",
                            "Write its entries here, or use several attestors");
                }
            }
        }
    }

    private void attestorSet(JsonNode set, JsonPointer at, boolean notary, int depth) {
        JsonNode entries = set.path("entries");
        if (set.path("count").asLong(0) > entries.size()) {
            problem(
                    at.appendProperty("count"),
                    "Count cannot exceed length of entries",
                    "Write a count from 1 to " + Math.max(1, entries.size()));
        }
        if (entries.isEmpty()) {
            problem(
                    at.appendProperty("entries"),
                    "An entry is required",
                    "Add keys, certificates or keyless under entries");
        }
        for (int i = 0; i < entries.size(); i++) {
            entry(entries.get(i), at.appendProperty("entries").appendIndex(i), notary, depth);
        }
    }

    private void entry(JsonNode entry, JsonPointer at, boolean notary, int depth) {
        List<String> kinds = KINDS.stream().filter(entry::hasNonNull).toList();
        if (kinds.size() != 1) {
            problem(
                    at,
                    "keys, certificates, keyless, or a nested attestor is required",
                    kinds.isEmpty() ? "Write exactly one of them" : "Keep one of " + String.join(", ", kinds));
            return;
        }
        String kind = kinds.get(0);
        JsonPointer here = at.appendProperty(kind);
        JsonNode body = entry.path(kind);
        if (notary && (kind.equals("keyless") || kind.equals("keys"))) {
            String name = kind.equals("keyless") ? "Keyless" : "Keys";
            problem(here, name + " field is not allowed for type notary", "Write certificates");
            return;
        }
        switch (kind) {
            case "keys" -> keys(body, here);
            case "certificates" -> certificates(body, here);
            case "keyless" -> keyless(body, here);
            default -> nested(body, here, notary, depth);
        }
    }

    private void keys(JsonNode keys, JsonPointer at) {
        boolean secret = keys.path("secret").isObject();
        if (keys.path("publicKeys").asText().isEmpty()
                && keys.path("kms").asText().isEmpty()
                && !secret) {
            problem(at, "A public key, kms key or secret is required", "Add publicKeys with a PEM public key");
        }
        if (!ALGORITHMS.contains(keys.path("signatureAlgorithm").asText())) {
            problem(
                    at.appendProperty("signatureAlgorithm"),
                    "Invalid signature algorithm provided",
                    "Write sha224, sha256, sha384 or sha512");
        }
        rekor(keys, at);
    }

    private void certificates(JsonNode certificates, JsonPointer at) {
        if (certificates.path("cert").asText().isEmpty()
                && certificates.path("certChain").asText().isEmpty()) {
            problem(at, "cert or certChain required", "Add cert or certChain as PEM");
        }
        rekor(certificates, at);
    }

    private void keyless(JsonNode keyless, JsonPointer at) {
        if (!keyless.hasNonNull("rekor") && keyless.path("roots").asText().isEmpty()) {
            problem(
                    at,
                    "Either Rekor URL or roots are required",
                    "Add beside issuer and subject:\nrekor:\n  url: https://rekor.sigstore.dev");
        }
        rekor(keyless, at);
    }

    private void rekor(JsonNode holder, JsonPointer at) {
        if (holder.path("rekor").isObject()
                && holder.path("rekor").path("url").asText().isEmpty()) {
            problem(
                    at.appendProperty("rekor").appendProperty("url"),
                    "An URL is required",
                    "Add url: https://rekor.sigstore.dev");
        }
    }

    private void nested(JsonNode set, JsonPointer at, boolean notary, int depth) {
        if (depth == DEEPEST) {
            problem(at, "attestors are nested more than " + DEEPEST + " levels deep", "Use fewer levels");
            return;
        }
        for (Problem problem : SchemaCheck.check(set, ClusterPolicySchema.ATTESTOR_SET)) {
            problems.add(new Problem(at.append(problem.at()), problem.code(), problem.message(), problem.remedy()));
        }
        attestorSet(set, at, notary, depth + 1);
    }

    private void problem(JsonPointer at, String message, String remedy) {
        problems.add(Problem.invalid(at, message, remedy));
    }
}
