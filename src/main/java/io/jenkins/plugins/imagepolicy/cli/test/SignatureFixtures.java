package io.jenkins.plugins.imagepolicy.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Mapping;
import io.jenkins.plugins.imagepolicy.engine.document.Names;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the signatures and attestations that a test states. */
final class SignatureFixtures {
    private SignatureFixtures() {}

    static FixtureAttestation attestation(Mapping item) {
        String type = item.required("predicateType", "Write the URI, for example https://slsa.dev/provenance/v1");
        JsonNode predicate = item.any("predicate");
        if (predicate.isMissingNode()) {
            item.fault("predicate", "'predicate' is missing", "Write the predicate as YAML");
        }
        return new FixtureAttestation(signature(item), type, predicate);
    }

    /** Who signed; the rest of the fields an attestation shares with a signature. */
    static FixtureSignature signature(Mapping item) {
        boolean accepted = item.flag("accepted");
        String subject = item.text("subject").orElse("");
        Optional<PublicKey> key = key(item);
        Optional<ReasonCode> fault = fault(item);
        int ways = (accepted ? 1 : 0)
                + (subject.isEmpty() ? 0 : 1)
                + (key.isPresent() ? 1 : 0)
                + (fault.isPresent() ? 1 : 0);
        if (ways > 1 || (ways == 0 && item.text("key").isEmpty())) {
            item.fault(
                    "accepted",
                    "The fixture must say who signed, in one way",
                    "Write subject and issuer, or key, or accepted: true, or fault");
        }
        FixtureSignature signature = new FixtureSignature(
                accepted,
                subject,
                item.text("issuer").orElse(""),
                map(item, "extensions"),
                map(item, "annotations"),
                key,
                !item.any("logged").isBoolean() || item.flag("logged"),
                item.flag("timestamped"),
                format(item),
                fault);
        item.end();
        return signature;
    }

    private static Optional<PublicKey> key(Mapping item) {
        Optional<String> pem = item.text("key");
        if (pem.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Keys.parsePublicKeys(pem.get()).get(0));
        } catch (TrustException e) {
            item.fault("key", e.getMessage(), e.remedy());
            return Optional.empty();
        }
    }

    private static Optional<ReasonCode> fault(Mapping item) {
        Optional<String> text = item.text("fault");
        List<String> known = Arrays.stream(ReasonCode.values()).map(Enum::name).toList();
        if (text.isPresent() && !known.contains(text.get())) {
            item.fault("fault", "'" + text.get() + "' is no reason code", Names.proposal(text.get(), known));
            return Optional.empty();
        }
        return text.map(ReasonCode::valueOf);
    }

    private static SignatureFormat format(Mapping item) {
        String format = item.text("format").orElse("legacy");
        if (!format.equals("legacy") && !format.equals("bundle")) {
            item.fault("format", "'" + format + "' is no format", "Write legacy or bundle");
        }
        return format.equals("bundle") ? SignatureFormat.BUNDLE : SignatureFormat.LEGACY;
    }

    private static Map<String, String> map(Mapping item, String name) {
        Map<String, String> map = new HashMap<>();
        item.any(name)
                .properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}
