package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.base64;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.checkpoint;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatchers;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.CertificateDraft;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestCtLog;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestRekor;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestTimestampAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TransparencyLog;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Genuine signatures that a verifier too narrow refuses, or one that takes the first of several things for all. */
class GenuineTest {
    private static final TestSigstore SIGSTORE = Scene.SIGSTORE;
    private static final Instant NOW = Scene.NOW;
    private final Map<String, Consumer<Scene>> table = new LinkedHashMap<>();

    @TestFactory
    Stream<DynamicTest> isAccepted() {
        logs();
        windows();
        authorities();
        identities();
        contents();
        company();
        return table.entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> run(e.getValue())));
    }

    private static void run(Consumer<Scene> act) throws Exception {
        Scene scene = new Scene();
        act.accept(scene);
        List<String> messages = new ArrayList<>();
        assertThat(scene.judge(messages)).as(messages.toString()).isEmpty();
    }

    private void logs() {
        table.put(
                "checkpoint that others signed first, one of them in the log's name",
                s -> s.push(s.bundle().bundle(b -> checkpoint(b, GenuineTest::cosigned))));
        table.put("log whose checkpoints bear another name than its address", s -> {
            TestRekor log = TestRekor.first("rekor.sigstore.dev");
            s.push(s.bundle().log(log));
            s.demandLogs(List.of(TransparencyLog.ofKey("http://10.0.0.1:3000", log.key())));
        });
        for (String keys : List.of("P-384", "P-521", "RSA")) {
            table.put("log with a key of " + keys, s -> {
                TestRekor log = TestRekor.first("rekor.test", keys);
                s.push(s.bundle().log(log));
                s.demandLogs(List.of(TransparencyLog.ofKey("", log.key())));
            });
        }
        table.put("entry in one of several trusted logs", s -> {
            List<TransparencyLog> logs = new ArrayList<>();
            logs.add(TransparencyLog.ofKey("", TestRekor.first("a.test").key()));
            logs.addAll(SIGSTORE.trustedRoot().transparencyLogs());
            s.push(s.legacy());
            s.demandLogs(logs);
        });
        table.put(
                "proof without promise, dated by a timestamp",
                s -> s.push(s.bundle().timestamped().bundle(b -> entry(b).remove(
                                List.of("inclusionPromise", "integratedTime")))));
    }

    /** With the lines of two witnesses before the log's own. */
    private static String cosigned(String checkpoint) {
        int signatures = checkpoint.indexOf("\u2014");
        String own = checkpoint.substring(signatures);
        byte[] hinted = Base64.getDecoder()
                .decode(own.substring(own.lastIndexOf(' ') + 1).strip());
        byte[] junk = Arrays.copyOf(hinted, hinted.length);
        junk[junk.length - 1] ^= 1;
        return checkpoint.substring(0, signatures)
                + "\u2014 witness.test " + Base64.getEncoder().encodeToString(new byte[68]) + "\n"
                + "\u2014 rekor.test " + Base64.getEncoder().encodeToString(junk) + "\n"
                + own;
    }

    private void windows() {
        Instant start = NOW.minusSeconds(60);
        table.put(
                "logged in the certificate's first second",
                s -> s.push(s.legacy().loggedAt(start)));
        table.put(
                "logged in the certificate's last second",
                s -> s.push(s.legacy().loggedAt(start.plusSeconds(600))));
        table.put("logged in the last second of the log's key", s -> {
            s.push(s.legacy());
            s.logValid(Instant.EPOCH, Optional.of(NOW));
        });
        table.put("logged in the first second of the log's key", s -> {
            s.push(s.bundle());
            s.logValid(NOW, Optional.empty());
        });
        table.put("log whose key is listed twice, in windows one after the other", s -> {
            TransparencyLog log = SIGSTORE.trustedRoot().transparencyLogs().get(0);
            s.push(s.bundle());
            s.demandLogs(List.of(
                    within(log, new Validity(Instant.EPOCH, Optional.of(NOW.minusSeconds(1)))),
                    within(log, new Validity(NOW, Optional.empty()))));
        });
        table.put("authority that was replaced after the signing", s -> {
            s.push(s.legacy());
            trust(
                    s,
                    new CertificateAuthority("", other().chain(), new Validity(NOW.plusSeconds(1), Optional.empty())),
                    new CertificateAuthority(
                            "", SIGSTORE.fulcio().chain(), new Validity(Instant.EPOCH, Optional.of(NOW))));
        });
        table.put("CT log that was replaced after the signing", s -> {
            s.push(s.legacy());
            s.trustCtLog(new Validity(Instant.EPOCH, Optional.of(NOW)));
        });
    }

    private static TransparencyLog within(TransparencyLog log, Validity validity) {
        return new TransparencyLog(log.baseUrl(), log.keyId(), log.key(), log.keyDetails(), validity);
    }

    private static TestAuthority other() {
        return new TestAuthority("fulcio.test", "P-256", KeyPurposeId.id_kp_codeSigning);
    }

    private static void trust(Scene scene, CertificateAuthority... authorities) {
        SignerDemand.Keyless keyless = (SignerDemand.Keyless) scene.demand.signer();
        scene.demandSigner(new SignerDemand.Keyless(
                List.of(authorities), keyless.ctLogs(), keyless.sctRequired(), keyless.identities()));
    }

    private void authorities() {
        for (String curve : List.of("P-384", "P-521")) {
            table.put("authority on " + curve, s -> {
                TestAuthority authority = new TestAuthority("fulcio.test", curve, KeyPurposeId.id_kp_codeSigning);
                trust(s, new CertificateAuthority("", authority.chain(), Validity.ALWAYS));
                s.push(s.legacy().issuedBy(authority));
            });
        }
        table.put("another authority of the same name is trusted too", s -> {
            s.push(s.legacy());
            trust(
                    s,
                    new CertificateAuthority("", other().chain(), Validity.ALWAYS),
                    new CertificateAuthority("", SIGSTORE.fulcio().chain(), Validity.ALWAYS));
        });
        table.put("only the root is trusted, the intermediate is in the annotation", s -> {
            s.push(s.legacy());
            trust(s, new CertificateAuthority("", List.of(SIGSTORE.fulcio().root()), Validity.ALWAYS));
        });
        table.put("only the intermediate is trusted", s -> {
            s.push(s.legacy());
            trust(s, new CertificateAuthority("", List.of(SIGSTORE.fulcio().intermediate()), Validity.ALWAYS));
        });
        table.put("one of two CT logs of which one is unknown", s -> {
            SignerDemand.Keyless keyless = (SignerDemand.Keyless) s.demand.signer();
            List<TransparencyLog> logs = new ArrayList<>();
            logs.add(TransparencyLog.ofKey("", new TestCtLog().key()));
            logs.addAll(keyless.ctLogs());
            s.push(s.legacy());
            s.demandSigner(new SignerDemand.Keyless(keyless.authorities(), logs, true, keyless.identities()));
        });
        table.put("no SCT, and none demanded", s -> {
            SignerDemand.Keyless keyless = (SignerDemand.Keyless) s.demand.signer();
            s.push(s.legacy().certificate(c -> c.sct(CertificateDraft.Sct.NONE)));
            s.demandSigner(new SignerDemand.Keyless(keyless.authorities(), List.of(), false, keyless.identities()));
        });
        table.put("timestamp of a demanded authority beside one of a stranger", s -> {
            ObjectNode[] strange = new ObjectNode[1];
            s.push(s.bundle().timestamped().bundle(b -> strange[0] = b));
            byte[] signature = Base64.getDecoder()
                    .decode(strange[0].at("/dsseEnvelope/signatures/0/sig").asText());
            byte[] other = new TestTimestampAuthority("stranger.test").stamp(signature, NOW, true);
            s.repository.untag("sha256-" + s.image.hex());
            s.push(s.bundle().stored(b -> Json.bytes(with(strange[0], other))));
            s.demandTimestamp(SIGSTORE.timestampAuthority());
        });
    }

    private static ObjectNode with(ObjectNode bundle, byte[] timestamp) {
        ArrayNode timestamps =
                (ArrayNode) bundle.at("/verificationMaterial/timestampVerificationData/rfc3161Timestamps");
        timestamps.insertObject(0).put("signedTimestamp", Base64.getEncoder().encodeToString(timestamp));
        return bundle;
    }

    private void identities() {
        String issuer = "https://issuer.test";
        Map<String, TestIdentity> kinds = new LinkedHashMap<>();
        kinds.put("jane@example.test", TestIdentity.email("jane@example.test", issuer));
        kinds.put("spiffe://example.test/jane", TestIdentity.uri("spiffe://example.test/jane", issuer));
        kinds.put("jane", TestIdentity.userName("jane", issuer));
        kinds.put(
                "host.example.test",
                TestIdentity.of(new GeneralName(GeneralName.dNSName, "host.example.test"), issuer));
        kinds.put("192.0.2.7", TestIdentity.of(new GeneralName(GeneralName.iPAddress, "192.0.2.7"), issuer));
        kinds.forEach((subject, identity) -> {
            table.put("identity " + subject, s -> {
                s.demand = SIGSTORE.keyless(IdentityMatchers.exact(issuer, subject));
                s.push(SIGSTORE.bundleSignature(s.image, TestSigner.keyless(identity)));
            });
            table.put("identity that " + subject + " matches as expression", s -> {
                s.demand = SIGSTORE.keyless(IdentityMatchers.regexp("issuer", subject.substring(1)));
                s.push(SIGSTORE.legacySignature(s.image, TestSigner.keyless(identity)));
            });
        });
    }

    private void contents() {
        table.put("attestation that is not ASCII", s -> {
            s.attestation = true;
            s.push(SIGSTORE.bundleAttestation(s.image, s.signer, Scene.TYPE, "{\"a\":\"münchen ✓ 😀\"}"));
        });
        table.put(
                "signature annotation in lines",
                s -> s.push(s.legacy()
                        .annotations(a -> a.computeIfPresent(
                                Attacks.SIGNATURE, (k, v) -> v.replaceAll("(.{20})", "$1\n") + "\n"))));
        table.put("message with a digest by SHA-512", s -> {
            byte[] manifest = s.repository.stored(s.image).orElseThrow();
            s.push(s.bundle().message(manifest).bundle(b -> ((ObjectNode) b.at("/messageSignature/messageDigest"))
                    .put("algorithm", "SHA2_512")
                    .put("digest", Base64.getEncoder().encodeToString(Hashes.hash(HashAlgorithm.SHA512, manifest)))));
        });
        table.put("statement about several things", s -> {
            ObjectNode[] mine = new ObjectNode[1];
            s.push(s.bundleAttestation().payload(p -> {
                mine[0] = (ObjectNode) p.at("/subject/0").deepCopy();
                p.putArray("subject")
                        .add(mine[0].deepCopy()
                                .set("digest", mine[0].objectNode().put("sha256", s.other.hex())))
                        .add(mine[0]);
            }));
        });
        table.put(
                "attestation as Statement v1",
                s -> s.push(s.bundleAttestation().payload(p -> p.put("_type", "https://in-toto.io/Statement/v1"))));
        table.put(
                "payload of Tekton Chains",
                s -> s.push(s.legacy()
                        .payload(p -> ((ObjectNode) p.get("critical")).put("type", "Tekton container signature"))));
        table.put(
                "reference of another registry in the payload, since images are mirrored",
                s -> s.push(s.legacy().payload(p -> ((ObjectNode) p.at("/critical/identity"))
                        .put("docker-reference", "mirror.test/app"))));
        table.put("demanded annotations among others", s -> {
            s.push(s.legacy()
                    .payload(p -> p.putObject("optional").put("env", "prod").put("more", "x")));
            s.demandAnnotations(Map.of("env", "prod"));
        });
        for (int version : new int[] {1, 2, 3}) {
            table.put("bundle of version 0." + version, s -> s.push(s.bundle().bundleVersion(version)));
        }
    }

    private void company() {
        table.put("signature of somebody else before it", s -> {
            s.push(SIGSTORE.legacySignature(s.image, TestSigner.github("evil/app")));
            s.push(s.legacy());
        });
        table.put("malformed signature before it", s -> {
            s.push(s.legacy().annotations(a -> a.put(Attacks.SIGNATURE, base64("junk"))));
            s.push(s.legacy());
        });
        table.put("malformed bundle before it", s -> {
            s.push(s.bundle().stored(b -> new byte[] {'{'}));
            s.push(s.bundle());
        });
        table.put("attestation and SBOM beside it", s -> {
            s.push(s.bundleAttestation());
            s.push(s.legacyAttestation());
            s.attestation = false;
            s.push(s.bundle());
            s.demandFormat(SignatureFormat.BUNDLE);
        });
        table.put("several attestations of one type", s -> {
            s.push(s.bundleAttestation());
            s.push(s.legacyAttestation());
        });
    }
}
