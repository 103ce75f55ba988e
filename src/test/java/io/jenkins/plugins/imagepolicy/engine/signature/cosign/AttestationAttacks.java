package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.ATTESTATION_MISSING;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.NOT_IN_LOG;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.SIGNED_BY_OTHER;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.UNSIGNED;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.base64;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.entry;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import java.util.Base64;
import java.util.Set;

/** Attestations, and what is taken for one or for a signature. */
final class AttestationAttacks extends Attacks {
    AttestationAttacks() {
        kind();
        type();
        content();
        entry();
    }

    private void kind() {
        attack("attestation in a bundle presented as signature", UNSIGNED, s -> {
            s.push(s.bundleAttestation());
            s.attestation = false;
        });
        attack("legacy attestation presented as signature", UNSIGNED, s -> {
            s.push(s.legacyAttestation());
            s.attestation = false;
        });
        attack("legacy attestation under the signature's tag", BAD_SIGNATURE, s -> {
            Digest manifest = s.legacyAttestation().push(s.repository);
            s.attestation = false;
            s.repository.tag("sha256-" + s.image.hex() + ".sig", manifest);
        });
        attack("signature in a bundle presented as attestation", ATTESTATION_MISSING, s -> {
            s.push(s.bundle());
            s.attestation = true;
            s.types = Set.of();
        });
        attack("unsigned SBOM", ATTESTATION_MISSING, s -> {
            s.attestation = true;
            s.repository.tag(
                    "sha256-" + s.image.hex() + ".sbom",
                    Digest.of(s.repository.tagged("v1").orElseThrow()));
        });
    }

    private void type() {
        attack("attestation of another type", ATTESTATION_MISSING, s -> {
            s.push(s.bundleAttestation());
            s.types = Set.of("https://spdx.dev/Document");
        });
        attack("type only claimed by the manifest", ATTESTATION_MISSING, s -> {
            s.push(s.bundleAttestation().manifest(m -> m.putObject("annotations")
                    .put("dev.sigstore.bundle.predicateType", "https://spdx.dev/Document")));
            s.types = Set.of("https://spdx.dev/Document");
        });
        attack("type only claimed by the layer", ATTESTATION_MISSING, s -> {
            s.push(s.legacyAttestation().annotations(a -> a.put("predicateType", "https://spdx.dev/Document")));
            s.types = Set.of("https://spdx.dev/Document");
        });
    }

    private void content() {
        attack(
                "attestation about another image",
                BAD_SIGNATURE,
                s -> s.push(s.legacyAttestation()
                        .payload(p -> ((ObjectNode) p.at("/subject/0/digest")).put("sha256", s.other.hex()))));
        attack("attestation of another identity", SIGNED_BY_OTHER, s -> {
            s.attestation = true;
            s.push(SIGSTORE.bundleAttestation(s.image, TestSigner.github("evil/app"), Scene.TYPE, "{}"));
        });
        attack(
                "attestation's payload changed",
                BAD_SIGNATURE,
                s -> s.push(s.legacyAttestation()
                        .envelope(e -> e.put(
                                "payload",
                                base64(text(Base64.getDecoder()
                                                .decode(e.get("payload").asText())) + " ")))));
        attack(
                "attestation with two signatures",
                BAD_SIGNATURE,
                s -> s.push(s.legacyAttestation().envelope(e -> ((ArrayNode) e.get("signatures"))
                        .add(e.at("/signatures/0").deepCopy()))));
    }

    private void entry() {
        attack(
                "attestation's entry about another envelope",
                NOT_IN_LOG,
                s -> s.push(s.legacyAttestation()
                        .logBody(b -> Json.edit(
                                b, j -> ((ObjectNode) j.at("/spec/envelopeHash")).put("value", "0".repeat(64))))));
        attack(
                "attestation's entry about another payload",
                NOT_IN_LOG,
                s -> s.push(s.bundleAttestation()
                        .logBody(b -> Json.edit(
                                b, j -> ((ObjectNode) j.at("/spec/payloadHash")).put("value", "0".repeat(64))))));
        attack(
                "old in-toto entry in a bundle, which it cannot bind",
                NOT_IN_LOG,
                s -> s.push(s.bundleAttestation().entryKind("intoto:0.0.1")));
        attack(
                "signature's entry for an attestation",
                NOT_IN_LOG,
                s -> s.push(s.bundle().entryKind("dsse:0.0.1").logBody(b -> Json.edit(b, j -> j.remove("spec")))));
    }
}
