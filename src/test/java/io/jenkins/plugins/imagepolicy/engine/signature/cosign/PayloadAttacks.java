package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.flip;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Simple-signing payloads and the signature over them. */
final class PayloadAttacks extends Attacks {
    PayloadAttacks() {
        image();
        annotations();
        signature();
        form();
    }

    private void image() {
        attack(
                "payload of another image",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().payload(Payloads.simpleSigning(s.other))));
        attack("signatures of another image under this one's tag", BAD_SIGNATURE, s -> {
            Digest manifest = SIGSTORE.signLegacy(s.repository, s.other, s.signer);
            s.repository.tag("sha256-" + s.image.hex() + ".sig", manifest);
        });
        attack(
                "payload changed after signing",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().stored(b -> text(b).replace("null", "{}").getBytes(StandardCharsets.UTF_8))));
        attack(
                "payload with two digests",
                BAD_SIGNATURE,
                s -> s.push(s.legacy()
                        .payload(text(Payloads.simpleSigning(s.other))
                                .replace(
                                        "\"docker-manifest-digest\":",
                                        "\"docker-manifest-digest\":\"" + s.image + "\",\"docker-manifest-digest\":")
                                .getBytes(StandardCharsets.UTF_8))));
        attack(
                "payload with an upper-case digest",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().payload(p -> ((ObjectNode) p.at("/critical/image"))
                        .put("docker-manifest-digest", "sha256:" + s.image.hex().toUpperCase(Locale.ROOT)))));
    }

    private void annotations() {
        attack("wanted annotation not signed", BAD_SIGNATURE, s -> {
            s.push(s.legacy());
            s.demandAnnotations(Map.of("env", "prod"));
        });
        attack("annotation signed with another value", BAD_SIGNATURE, s -> {
            s.push(s.legacy().payload(p -> p.putObject("optional").put("env", "test")));
            s.demandAnnotations(Map.of("env", "prod"));
        });
        attack("annotation put on the layer instead of signed", BAD_SIGNATURE, s -> {
            s.push(s.legacy().annotations(a -> a.put("env", "prod")));
            s.demandAnnotations(Map.of("env", "prod"));
        });
    }

    private void signature() {
        attack(
                "signature changed",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().annotations(a -> a.computeIfPresent(SIGNATURE, (k, v) -> flip(v)))));
        attack(
                "signature not base64",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().annotations(a -> a.put(SIGNATURE, "%%%"))));
        attack("signature missing", BAD_SIGNATURE, s -> s.push(s.legacy().annotations(a -> a.remove(SIGNATURE))));
    }

    private void form() {
        attack(
                "payload with an unknown critical member",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().payload(p -> ((ObjectNode) p.get("critical")).put("expires", 1))));
        attack(
                "payload of another type",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().payload(p -> ((ObjectNode) p.get("critical")).put("type", "blob"))));
        attack(
                "payload with something behind it",
                BAD_SIGNATURE,
                s -> s.push(s.legacy()
                        .payload((text(Payloads.simpleSigning(s.image)) + "{}").getBytes(StandardCharsets.UTF_8))));
        attack(
                "payload in UTF-16",
                BAD_SIGNATURE,
                s -> s.push(
                        s.legacy().payload(text(Payloads.simpleSigning(s.image)).getBytes(StandardCharsets.UTF_16))));
        attack(
                "payload nested without end",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().payload("[".repeat(100_000).getBytes(StandardCharsets.UTF_8))));
    }
}
