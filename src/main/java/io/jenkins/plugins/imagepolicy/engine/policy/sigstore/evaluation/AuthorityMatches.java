package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult.Signer;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entries of {@code authorityMatches} (source: policy-controller pkg/webhook/validator_result.go). Empty fields are left out. */
final class AuthorityMatches {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";
    private static final Map<String, String> WORKFLOW = Map.of(
            "githubWorkflowTrigger", FULCIO + "2",
            "githubWorkflowSha", FULCIO + "3",
            "githubWorkflowName", FULCIO + "4",
            "githubWorkflowRepo", FULCIO + "5",
            "githubWorkflowRef", FULCIO + "6");

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private AuthorityMatches() {}

    static ObjectNode ofStatic() {
        return JSON.objectNode().put("static", true);
    }

    static ObjectNode ofSignatures(List<VerifiedSignature> signatures) {
        ArrayNode list = JSON.arrayNode();
        signatures.forEach(s -> list.add(signature(s)));
        return JSON.objectNode().set("signatures", list);
    }

    /** @param predicateType as the policy writes it */
    static ObjectNode attestation(VerifiedAttestation attestation, String predicateType) {
        ObjectNode entry = signature(attestation.signature());
        entry.put("predicateType", predicateType);
        Matcher digest = DIGEST.matcher(attestation.signature().artefact());
        String last = "";
        while (digest.find()) {
            last = digest.group();
        }
        put(entry, "digest", last);
        return entry;
    }

    /** Of a bundle the controller tells no signer, and its id is that of nothing; a policy sees here what it would see there. */
    private static ObjectNode signature(VerifiedSignature signature) {
        if (signature.format() == SignatureFormat.BUNDLE) {
            return JSON.objectNode().put("id", Digest.of(new byte[0]).hex());
        }
        ObjectNode entry = JSON.objectNode().put("id", signature.id());
        signature.signer().identity().ifPresent(identity -> identity(identity, entry));
        return entry;
    }

    private static void identity(CertificateIdentity identity, ObjectNode entry) {
        put(
                entry,
                "subject",
                identity.subjects().isEmpty() ? "" : identity.subjects().get(0));
        put(entry, "issuer", identity.extensions().getOrDefault(FULCIO + "1", ""));
        WORKFLOW.forEach((name, oid) -> put(entry, name, identity.extensions().getOrDefault(oid, "")));
    }

    private static void put(ObjectNode entry, String name, String value) {
        if (!value.isEmpty()) {
            entry.put(name, value);
        }
    }

    static Signer signer(VerifiedSignature signature) {
        String time =
                signature.times().isEmpty() ? "" : signature.times().get(0).toString();
        return signature
                .signer()
                .identity()
                .map(i -> new Signer(
                        i.subjects().isEmpty() ? "" : i.subjects().get(0), i.issuer(), time, signature.artefact()))
                .orElseGet(() -> new Signer("sha256:" + signature.signer().key(), "", time, signature.artefact()));
    }
}
