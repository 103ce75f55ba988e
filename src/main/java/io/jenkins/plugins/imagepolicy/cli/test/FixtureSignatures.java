package io.jenkins.plugins.imagepolicy.cli.test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerFacts;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers demands from a test's fixtures: identities and keys are compared as in earnest, cryptography is taken as done. */
final class FixtureSignatures implements SignatureVerifier {
    private final TestCase test;

    FixtureSignatures(TestCase test) {
        this.test = test;
    }

    @Override
    public Verification<VerifiedSignature> signatures(Search search, Demand demand)
            throws RegistryException, TrustException {
        List<VerifiedSignature> verified = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (FixtureSignature signature : test.signatures()) {
            Optional<Refusal> refusal = refusal(signature, demand);
            if (refusal.isPresent()) {
                refusals.add(refusal.get());
            } else {
                verified.add(verified(signature, payload(search, signature)));
            }
        }
        if (test.signatures().isEmpty()) {
            refusals.add(new Refusal(ReasonCode.UNSIGNED, "No signature was found", "Sign the image"));
        }
        if (!everyKeySigned(demand, test.signatures())) {
            verified.clear();
        }
        return new Verification<>(verified, refusals, searched(test.signatures().size(), "signature"));
    }

    @Override
    public Verification<VerifiedAttestation> attestations(Search search, Demand demand, Set<String> predicateTypes)
            throws RegistryException, TrustException {
        List<VerifiedAttestation> verified = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (FixtureAttestation attestation : test.attestations()) {
            boolean wanted = predicateTypes.isEmpty() || predicateTypes.contains(attestation.predicateType());
            Optional<Refusal> refusal = refusal(attestation.signature(), demand);
            if (refusal.isPresent()) {
                refusals.add(refusal.get());
            } else if (wanted) {
                ObjectNode statement = statement(search, attestation);
                verified.add(new VerifiedAttestation(
                        verified(attestation.signature(), statement), attestation.predicateType(), statement));
            } else {
                refusals.add(new Refusal(
                        ReasonCode.ATTESTATION_MISSING,
                        "An attestation has the predicate type " + attestation.predicateType() + ", not "
                                + String.join(" or ", predicateTypes),
                        "Attest with the predicate type that the policy demands"));
            }
        }
        if (test.attestations().isEmpty()) {
            refusals.add(new Refusal(
                    ReasonCode.ATTESTATION_MISSING, "No attestation was found", "Attach one with cosign attest"));
        }
        List<FixtureSignature> signatures =
                test.attestations().stream().map(FixtureAttestation::signature).toList();
        if (!everyKeySigned(demand, signatures)) {
            verified.clear();
        }
        return new Verification<>(
                verified, refusals, searched(test.attestations().size(), "attestation"));
    }

    private static List<SearchStep> searched(int count, String what) {
        return List.of(new SearchStep("fixtures of the test", count + " " + what + (count == 1 ? "" : "s")));
    }

    private static Optional<Refusal> refusal(FixtureSignature signature, Demand demand)
            throws RegistryException, TrustException {
        if (signature.fault().isPresent()) {
            return Optional.of(fault(signature.fault().get()));
        }
        if (signature.accepted()) {
            return Optional.empty();
        }
        if (demand.format() != SignatureFormat.ANY && demand.format() != signature.format()) {
            return refuse(
                    ReasonCode.OTHER_FORMAT, "The signature is stored in the other format, " + signature.format());
        }
        if (!isBy(signature, demand.signer())) {
            return refuse(
                    ReasonCode.SIGNED_BY_OTHER,
                    "The image is signed by " + signature.signer() + ", not by " + describe(demand.signer()));
        }
        if (!signature.annotations().entrySet().containsAll(demand.annotations().entrySet())) {
            return refuse(ReasonCode.SIGNED_BY_OTHER, "The signature lacks annotations that are demanded");
        }
        boolean timestampRequired = demand.timestamp() instanceof TimestampDemand.Required;
        if (timestampRequired && !signature.timestamped()) {
            return refuse(ReasonCode.UNTIMESTAMPED, "No timestamp authority has seen the signature");
        }
        if (demand.log() instanceof LogDemand.Required && !signature.logged()) {
            return refuse(ReasonCode.NOT_IN_LOG, "The signature is in no transparency log");
        }
        return Optional.empty();
    }

    private static Refusal fault(ReasonCode code) throws RegistryException, TrustException {
        String message = "The test states the fault " + code;
        if (code == ReasonCode.TRUST_ROOT_UNAVAILABLE) {
            throw new TrustException(message, "");
        }
        if (code.isError()) {
            throw new RegistryException(code, message, "");
        }
        return new Refusal(code, message, "");
    }

    private static Optional<Refusal> refuse(ReasonCode code, String message) {
        return Optional.of(new Refusal(code, message, ""));
    }

    private static boolean isBy(FixtureSignature signature, SignerDemand demand) {
        if (demand instanceof SignerDemand.Keyless keyless) {
            CertificateIdentity identity = identity(signature);
            return !signature.subject().isEmpty()
                    && keyless.identities().stream().anyMatch(matcher -> matcher.matches(identity));
        }
        if (demand instanceof SignerDemand.Keys keys) {
            return signature.key().isPresent()
                    && keys.keys().stream()
                            .anyMatch(key -> same(key, signature.key().get()));
        }
        SignerDemand.PinnedCertificate pinned = (SignerDemand.PinnedCertificate) demand;
        return signature.key().isPresent()
                && same(pinned.certificate().getPublicKey(), signature.key().get());
    }

    /** Where every key must have signed, one signature for each of them is there. */
    private static boolean everyKeySigned(Demand demand, List<FixtureSignature> signatures) {
        if (!(demand.signer() instanceof SignerDemand.Keys keys) || !keys.everyKey()) {
            return true;
        }
        return keys.keys().stream().allMatch(key -> signatures.stream()
                .filter(s -> s.fault().isEmpty())
                .anyMatch(s -> s.accepted() || s.key().filter(k -> same(key, k)).isPresent()));
    }

    private static boolean same(PublicKey one, PublicKey other) {
        return java.util.Arrays.equals(one.getEncoded(), other.getEncoded());
    }

    private static String describe(SignerDemand demand) {
        return demand instanceof SignerDemand.Keyless keyless
                ? keyless.identities().stream().map(i -> i.describe()).collect(Collectors.joining(" or "))
                : "the key that is demanded";
    }

    private static CertificateIdentity identity(FixtureSignature signature) {
        return new CertificateIdentity(signature.issuer(), List.of(signature.subject()), signature.extensions());
    }

    private VerifiedSignature verified(FixtureSignature signature, ObjectNode payload) {
        String key = signature.key().map(k -> Digest.of(k.getEncoded()).hex()).orElse("0".repeat(64));
        Optional<CertificateIdentity> identity =
                signature.subject().isEmpty() ? Optional.empty() : Optional.of(identity(signature));
        List<Instant> times = signature.logged() || signature.timestamped() ? List.of(test.at()) : List.of();
        return new VerifiedSignature(
                signature.format() == SignatureFormat.BUNDLE ? SignatureFormat.BUNDLE : SignatureFormat.LEGACY,
                Digest.of(payload.toString().getBytes(StandardCharsets.UTF_8)).hex(),
                new SignerFacts(key, identity),
                "fixture",
                payload,
                signature.logged() ? Optional.of(1L) : Optional.empty(),
                times);
    }

    /** Source: containers/image docs/containers-signature.5.md, the payload that cosign signs. */
    private static ObjectNode payload(Search search, FixtureSignature signature) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ObjectNode critical = payload.putObject("critical");
        critical.putObject("identity")
                .put("docker-reference", search.repositories().get(0).name().toString());
        critical.putObject("image").put("docker-manifest-digest", search.image().toString());
        critical.put("type", "cosign container image signature");
        ObjectNode optional = payload.putObject("optional");
        signature.annotations().forEach(optional::put);
        return payload;
    }

    private static ObjectNode statement(Search search, FixtureAttestation attestation) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("_type", "https://in-toto.io/Statement/v0.1");
        statement.put("predicateType", attestation.predicateType());
        ObjectNode subject = statement.putArray("subject").addObject();
        subject.put("name", search.repositories().get(0).name().toString());
        subject.putObject("digest").put("sha256", search.image().hex());
        statement.set("predicate", attestation.predicate());
        return statement;
    }
}
