package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.ATTESTATION_MISSING;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.CERTIFICATE_INVALID;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.CONTENT_INVALID;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.NOT_IN_LOG;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.OTHER_FORMAT;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.REGISTRY_UNREACHABLE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.SIGNED_BY_OTHER;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.UNSIGNED;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.UNTIMESTAMPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.CertificateDraft;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Payloads;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestRekor;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestTimestampAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Validity;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Attacks with one fault each. Every one is refused, and for its own reason. */
class AttackTest {
    private static final TestSigstore SIGSTORE = Scene.SIGSTORE;
    private static final Instant NOW = Scene.NOW;
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    private static final String BUNDLE = "dev.sigstore.cosign/bundle";

    record Attack(ReasonCode expected, Consumer<Scene> act) {}

    private final Map<String, Attack> attacks = new LinkedHashMap<>();

    private void attack(String name, ReasonCode expected, Consumer<Scene> act) {
        assertThat(attacks.put(name, new Attack(expected, act))).isNull();
    }

    @TestFactory
    Stream<DynamicTest> everyAttackIsRefused() {
        assertThat(table()).hasSizeGreaterThanOrEqualTo(60);
        return attacks.entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> run(e.getValue())));
    }

    /** All attacks by name. */
    Map<String, Attack> table() {
        if (attacks.isEmpty()) {
            times();
            payloads();
            logEntries();
            proofs();
            certificates();
            identities();
            timestamps();
            bundles();
            attestations();
            keys();
            storage();
        }
        return attacks;
    }

    private static void run(Attack attack) throws Exception {
        Scene scene = new Scene();
        attack.act().accept(scene);
        List<String> messages = new ArrayList<>();
        List<ReasonCode> reasons = scene.judge(messages);
        assertThat(reasons).as(messages.toString()).isNotEmpty();
        assertThat(reasons.get(0)).as(messages.toString()).isEqualTo(attack.expected());
    }

    private void times() {
        attack(
                "log time an hour after the certificate",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().loggedAt(NOW.plusSeconds(3600))));
        attack(
                "log time a minute before the certificate",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().loggedAt(NOW.minusSeconds(120))));
        attack(
                "log time in the bundle after the certificate",
                CERTIFICATE_INVALID,
                s -> s.push(s.bundle().loggedAt(NOW.plusSeconds(3600))));
        attack(
                "timestamp after the certificate, log time within",
                CERTIFICATE_INVALID,
                s -> s.push(s.bundle().timestamped().stampedAt(NOW.plusSeconds(3600))));
        attack("log key expired", NOT_IN_LOG, s -> {
            s.push(s.legacy());
            s.logValid(Instant.EPOCH, Optional.of(NOW.minusSeconds(1)));
        });
        attack("log key not valid yet", NOT_IN_LOG, s -> {
            s.push(s.bundle());
            s.logValid(NOW.plusSeconds(1), Optional.empty());
        });
        attack("log key expired, only a proof and a timestamp", NOT_IN_LOG, s -> {
            s.push(s.bundle().timestamped().bundle(b -> entry(b).remove(
                            List.of("inclusionPromise", "integratedTime"))));
            s.logValid(Instant.EPOCH, Optional.of(NOW.minusSeconds(1)));
        });
        attack("authority no longer trusted", CERTIFICATE_INVALID, s -> {
            s.push(s.legacy());
            s.trust(SIGSTORE.fulcio(), new Validity(Instant.EPOCH, Optional.of(NOW.minusSeconds(1))));
        });
        attack("chain valid only at the leaf's start", CERTIFICATE_INVALID, s -> {
            TestAuthority shortLived = new TestAuthority(
                    "short.test", "P-256", KeyPurposeId.id_kp_codeSigning, NOW.minusSeconds(600), NOW.plusSeconds(60));
            s.trust(shortLived, Validity.ALWAYS);
            s.push(s.legacy().issuedBy(shortLived).loggedAt(NOW.plusSeconds(120)));
        });
        attack("certificate expired and nothing dates the signature", UNTIMESTAMPED, s -> {
            s.push(s.legacy().withoutLog());
            s.noLog();
        });
        attack("log entry gives the time, but no log is trusted", UNTIMESTAMPED, s -> {
            s.push(s.legacy());
            s.noLog();
        });
    }

    private void payloads() {
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
        attack(
                "payload with an upper-case digest",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().payload(p -> ((ObjectNode) p.at("/critical/image"))
                        .put("docker-manifest-digest", "sha256:" + s.image.hex().toUpperCase(java.util.Locale.ROOT)))));
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

    private void logEntries() {
        attack("no log entry", NOT_IN_LOG, s -> s.push(s.legacy().withoutLog()));
        attack("log entry of another signature of the same signer", NOT_IN_LOG, s -> {
            String[] stolen = new String[1];
            MemoryRepository elsewhere = new MemoryRepository();
            SIGSTORE.legacySignature(s.other, s.signer)
                    .annotations(a -> stolen[0] = a.get(BUNDLE))
                    .push(elsewhere);
            s.push(s.legacy().annotations(a -> a.put(BUNDLE, stolen[0])));
        });
        attack(
                "log entry about another digest",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b -> Json.edit(
                                b, j -> ((ObjectNode) j.at("/spec/data/hash")).put("value", "0".repeat(64))))));
        attack(
                "log entry with another signature",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b ->
                                Json.edit(b, j -> ((ObjectNode) j.at("/spec/signature")).put("content", "AAAA")))));
        attack(
                "log entry with another certificate",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b -> Json.edit(b, j -> ((ObjectNode) j.at("/spec/signature/publicKey"))
                                .put(
                                        "content",
                                        base64(TestSigstore.pem(
                                                SIGSTORE.fulcio().root())))))));
        attack(
                "log entry with the bare key instead of the certificate",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b -> Json.edit(b, j -> ((ObjectNode) j.at("/spec/signature/publicKey"))
                                .put("content", base64(s.signer.pem()))))));
        attack(
                "log entry of a kind that binds nothing",
                NOT_IN_LOG,
                s -> s.push(s.legacy().logBody(b -> Json.edit(b, j -> j.put("kind", "rpm")))));
        attack(
                "log entry hashed with SHA-1",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .logBody(b ->
                                Json.edit(b, j -> ((ObjectNode) j.at("/spec/data/hash")).put("algorithm", "sha1")))));
        attack(
                "promise changed",
                NOT_IN_LOG,
                s -> s.push(s.legacy()
                        .annotation(
                                BUNDLE,
                                j -> j.put(
                                        "SignedEntryTimestamp",
                                        flip(j.get("SignedEntryTimestamp").asText())))));
        attack(
                "time of the log changed",
                NOT_IN_LOG,
                s -> s.push(s.legacy().annotation(BUNDLE, j -> ((ObjectNode) j.get("Payload"))
                        .put("integratedTime", NOW.getEpochSecond() + 1))));
        attack(
                "index of the log changed",
                NOT_IN_LOG,
                s -> s.push(s.legacy().annotation(BUNDLE, j -> ((ObjectNode) j.get("Payload")).put("logIndex", 1))));
        attack(
                "entry of a log that is not trusted",
                NOT_IN_LOG,
                s -> s.push(s.legacy().log(TestRekor.first("rekor.test"))));
        attack(
                "entry of another log under the trusted one's id",
                NOT_IN_LOG,
                s -> s.push(s.legacy().log(TestRekor.first("evil.test")).annotation(BUNDLE, j -> ((ObjectNode)
                                j.get("Payload"))
                        .put(
                                "logID",
                                java.util.HexFormat.of()
                                        .formatHex(SIGSTORE.rekor().id())))));
        attack(
                "log annotation with an unknown member",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().annotation(BUNDLE, j -> j.put("more", 1))));
        attack("junk second log entry", NOT_IN_LOG, s -> s.push(s.bundle().bundle(b -> junk(b))));
        attack(
                "no time but a junk second entry with a promise",
                NOT_IN_LOG,
                s -> s.push(s.bundle().log(SIGSTORE.rekor2()).bundle(b -> junk(b))));
        attack("second log entry genuine but of another signature", NOT_IN_LOG, s -> {
            ObjectNode elsewhere =
                    Json.object(SIGSTORE.bundleSignature(s.other, s.signer).bundleJson());
            ObjectNode stolen = entry(elsewhere).put("logIndex", "4712");
            s.push(s.bundle().bundle(b -> entries(b).add(stolen)));
        });
        attack(
                "second generation without a time",
                UNTIMESTAMPED,
                s -> s.push(s.bundle().log(SIGSTORE.rekor2())));
        attack(
                "second generation with an invented time",
                UNTIMESTAMPED,
                s -> s.push(s.bundle().log(SIGSTORE.rekor2()).bundle(b -> entry(b).put(
                                "integratedTime", Long.toString(NOW.getEpochSecond())))));
        attack(
                "second generation with a promise",
                NOT_IN_LOG,
                s -> s.push(s.bundle().log(SIGSTORE.rekor2()).timestamped().bundle(b -> entry(b).putObject(
                                "inclusionPromise")
                        .put("signedEntryTimestamp", "AAAA"))));
        attack(
                "first generation without promise or timestamp",
                UNTIMESTAMPED,
                s -> s.push(s.bundle().bundle(b -> entry(b).remove("inclusionPromise"))));
        attack(
                "kind of the entry misstated",
                NOT_IN_LOG,
                s -> s.push(s.bundle()
                        .bundle(b -> ((ObjectNode) entry(b).get("kindVersion")).put("kind", "hashedrekord"))));
        attack(
                "log entry that names no log",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> entry(b).remove("logId"))));
        attack(
                "log index negative",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> entry(b).put("logIndex", "-1"))));
    }

    private void proofs() {
        attack(
                "proof truncated",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> ((ArrayNode) proof(b).get("hashes")).remove(1))));
        attack("proof empty", NOT_IN_LOG, s -> s.push(s.bundle().bundle(b -> proof(b).putArray("hashes"))));
        attack(
                "proof too long",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> ((ArrayNode) proof(b).get("hashes"))
                        .add(Base64.getEncoder().encodeToString(new byte[32])))));
        attack(
                "proof changed",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> ((ArrayNode) proof(b).get("hashes"))
                        .set(0, Json.object().textNode(Base64.getEncoder().encodeToString(new byte[32]))))));
        attack(
                "proof of another index",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> proof(b).put("logIndex", "0"))));
        attack(
                "proof for another size than the checkpoint's",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> proof(b).put("treeSize", "4"))));
        attack(
                "root hash other than the checkpoint's",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> proof(b).put(
                                "rootHash", Base64.getEncoder().encodeToString(new byte[32])))));
        attack(
                "checkpoint signed by nobody",
                NOT_IN_LOG,
                s -> s.push(s.bundle()
                        .bundle(b -> checkpoint(
                                b, c -> c.substring(0, c.indexOf("\u2014")) + "\u2014 rekor.test AAAAAAAAAAAA\n"))));
        attack(
                "checkpoint of another log",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> {
                    byte[] root =
                            Base64.getDecoder().decode(proof(b).get("rootHash").asText());
                    checkpoint(b, c -> TestRekor.first("rekor.test").checkpoint(root, 3));
                })));
        attack(
                "checkpoint without signatures",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> checkpoint(b, c -> c.substring(0, c.indexOf("\u2014"))))));
        attack(
                "checkpoint's text changed",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> checkpoint(b, c -> c.replaceFirst("1234567890", "1234567891")))));
        attack(
                "proof without checkpoint",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> proof(b).remove("checkpoint"))));
        attack("no proof", BAD_SIGNATURE, s -> s.push(s.bundle().bundle(b -> entry(b).remove("inclusionProof"))));
        attack(
                "body swapped under proof and promise",
                NOT_IN_LOG,
                s -> s.push(s.bundle().bundle(b -> {
                    byte[] body = Base64.getDecoder()
                            .decode(entry(b).get("canonicalizedBody").asText());
                    entry(b).put("canonicalizedBody", base64(text(body) + " "));
                })));
    }

    private void certificates() {
        attack(
                "certificate without extended key usage",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().certificate(CertificateDraft::usages)));
        attack(
                "certificate for servers",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().certificate(c -> c.usages(KeyPurposeId.id_kp_serverAuth))));
        attack(
                "certificate for any purpose",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().certificate(c -> c.usages(KeyPurposeId.anyExtendedKeyUsage))));
        attack(
                "certificate not for digital signatures",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().certificate(c -> c.keyUsage(KeyUsage.keyEncipherment))));
        attack(
                "certificate of an authority",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().certificate(CertificateDraft::authority)));
        attack(
                "authority that nobody trusts, its root in the annotation",
                CERTIFICATE_INVALID,
                s -> s.push(
                        s.legacy().issuedBy(new TestAuthority("evil.test", "P-256", KeyPurposeId.id_kp_codeSigning))));
        attack(
                "authority of the same name with other keys",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy()
                        .issuedBy(new TestAuthority("fulcio.test", "P-256", KeyPurposeId.id_kp_codeSigning))));
        attack("intermediate for timestamps", CERTIFICATE_INVALID, s -> {
            TestAuthority wrong = new TestAuthority("stamps.test", "P-256", KeyPurposeId.id_kp_timeStamping);
            s.trust(wrong, Validity.ALWAYS);
            s.push(s.legacy().issuedBy(wrong));
        });
        attack(
                "no SCT",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().certificate(c -> c.sct(CertificateDraft.Sct.NONE))));
        attack(
                "SCT of another log",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().certificate(c -> c.sct(CertificateDraft.Sct.OTHER_LOG))));
        attack(
                "SCT of another certificate",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy().certificate(c -> c.sct(CertificateDraft.Sct.WRONG_SIGNATURE))));
        attack("SCT after the CT log's end", CERTIFICATE_INVALID, s -> {
            s.push(s.legacy());
            s.trustCtLog(new Validity(Instant.EPOCH, Optional.of(NOW.minus(Duration.ofDays(1)))));
        });
        attack("certificate of the victim, key of the attacker", BAD_SIGNATURE, s -> {
            java.security.cert.X509Certificate[] victim = new java.security.cert.X509Certificate[1];
            MemoryRepository elsewhere = new MemoryRepository();
            SIGSTORE.legacySignature(s.other, s.signer)
                    .annotations(a -> victim[0] = certificate(a.get(CERTIFICATE)))
                    .push(elsewhere);
            s.push(SIGSTORE.legacySignature(s.image, TestSigner.github("evil/app"))
                    .certificateOf(victim[0]));
        });
        attack(
                "two certificates in the annotation",
                BAD_SIGNATURE,
                s -> s.push(s.legacy().annotations(a -> a.computeIfPresent(CERTIFICATE, (k, v) -> v + v))));
        attack(
                "certificate annotation removed",
                SIGNED_BY_OTHER,
                s -> s.push(s.legacy().annotations(a -> a.remove(CERTIFICATE))));
        attack(
                "certificate that cannot be read",
                BAD_SIGNATURE,
                s -> s.push(s.legacy()
                        .annotations(a ->
                                a.put(CERTIFICATE, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))));
        attack(
                "root in the bundle's chain",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundleVersion(2).bundle(b -> ((ArrayNode)
                                b.at("/verificationMaterial/x509CertificateChain/certificates"))
                        .addObject()
                        .put("rawBytes", encoded(SIGSTORE.fulcio().root())))));
        attack(
                "chain in a bundle of version 0.3",
                BAD_SIGNATURE,
                s -> s.push(s.bundle()
                        .bundleVersion(2)
                        .bundle(b -> b.put("mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json"))));
        attack(
                "chain without certificates",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundleVersion(2).bundle(b -> ((ObjectNode)
                                b.at("/verificationMaterial/x509CertificateChain"))
                        .putArray("certificates"))));
    }

    private void identities() {
        attack(
                "another identity",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(s.image, TestSigner.github("evil/app"))));
        attack(
                "another identity in a bundle",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.bundleSignature(s.image, TestSigner.github("evil/app"))));
        attack(
                "right subject, another issuer",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(
                        s.image,
                        TestSigner.keyless(TestIdentity.uri(TestIdentity.workflow("acme/app"), "https://evil.test")))));
        attack(
                "subject that only begins as the right one",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(
                        s.image,
                        TestSigner.keyless(TestIdentity.uri(
                                TestIdentity.workflow("acme/app") + "x", TestIdentity.GITHUB_ISSUER)))));
        attack(
                "certificate without subject",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(
                        s.image,
                        TestSigner.keyless(new TestIdentity(List.of(), Map.of(1, TestIdentity.GITHUB_ISSUER))))));
        attack(
                "certificate without issuer",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(
                        s.image,
                        TestSigner.keyless(
                                new TestIdentity(TestIdentity.github("acme/app").names(), Map.of())))));
        attack(
                "certificate with two issuers",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy()
                        .certificate(
                                c -> c.extensions(Map.of(1, "https://evil.test", 8, TestIdentity.GITHUB_ISSUER)))));
        attack("key instead of a certificate", SIGNED_BY_OTHER, s -> s.push(SIGSTORE.legacySignature(s.image, s.key)));
        attack(
                "key instead of a certificate in a bundle",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.bundleSignature(s.image, s.key)));
    }

    private void timestamps() {
        attack("timestamp demanded, none there", UNTIMESTAMPED, s -> {
            s.push(s.legacy());
            s.demandTimestamp(SIGSTORE.timestampAuthority());
        });
        attack("timestamp of another authority", UNTIMESTAMPED, s -> {
            s.push(s.legacy()
                    .timestamped(new TestTimestampAuthority("evil.test"))
                    .embedTimestampCertificate());
            s.demandTimestamp(SIGSTORE.timestampAuthority());
        });
        attack("timestamp of an authority of the same name", UNTIMESTAMPED, s -> {
            s.push(s.legacy()
                    .timestamped(new TestTimestampAuthority("tsa.test"))
                    .embedTimestampCertificate());
            s.demandTimestamp(SIGSTORE.timestampAuthority());
        });
        attack("timestamp over something else", UNTIMESTAMPED, s -> {
            s.push(s.legacy().timestamped().stampedOver(new byte[] {1}));
            s.demandTimestamp(SIGSTORE.timestampAuthority());
        });
        attack("timestamp over the signature of a legacy attestation", UNTIMESTAMPED, s -> {
            s.push(s.legacyAttestation().timestamped().stampedOver(new byte[] {1}));
            s.demandTimestamp(SIGSTORE.timestampAuthority());
        });
        attack("timestamp by an expired certificate", UNTIMESTAMPED, s -> {
            TestTimestampAuthority expired = new TestTimestampAuthority(
                    "old.test", NOW.minusSeconds(600), NOW.minusSeconds(60), KeyPurposeId.id_kp_timeStamping);
            s.push(s.legacy().timestamped(expired));
            s.demandTimestamp(expired);
        });
        attack("timestamp authority no longer trusted", UNTIMESTAMPED, s -> {
            TestTimestampAuthority wrong = new TestTimestampAuthority(
                    "wrong.test", NOW.minusSeconds(600), NOW.plusSeconds(600), KeyPurposeId.id_kp_timeStamping);
            s.push(s.legacy().timestamped(wrong));
            s.demandTimestamp(new io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority(
                    "", wrong.chain(), new Validity(Instant.EPOCH, Optional.of(NOW.minusSeconds(1)))));
        });
        attack("timestamp that is no timestamp", UNTIMESTAMPED, s -> {
            s.push(s.bundle().timestamped().bundle(b -> ((ObjectNode)
                            b.at("/verificationMaterial/timestampVerificationData/rfc3161Timestamps/0"))
                    .put("signedTimestamp", "AAAA")));
            s.demandTimestamp(SIGSTORE.timestampAuthority());
        });
        attack(
                "the same timestamp twice",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().timestamped().bundle(b -> {
                    ArrayNode all =
                            (ArrayNode) b.at("/verificationMaterial/timestampVerificationData/rfc3161Timestamps");
                    all.add(all.get(0).deepCopy());
                })));
    }

    private void bundles() {
        attack(
                "payload of the envelope changed",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> {
                    ObjectNode envelope = (ObjectNode) b.get("dsseEnvelope");
                    byte[] payload =
                            Base64.getDecoder().decode(envelope.get("payload").asText());
                    envelope.put("payload", base64(text(payload) + " "));
                })));
        attack(
                "envelope with two signatures",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> {
                    ArrayNode signatures = (ArrayNode) b.at("/dsseEnvelope/signatures");
                    signatures.add(signatures.get(0).deepCopy());
                })));
        attack(
                "envelope without signature",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> ((ObjectNode) b.get("dsseEnvelope")).putArray("signatures"))));
        attack("envelope of another type", BAD_SIGNATURE, s -> s.push(s.bundle().payloadType("text/plain")));
        attack(
                "message and envelope at once",
                BAD_SIGNATURE,
                s -> s.push(
                        s.bundle().bundle(b -> b.putObject("messageSignature").put("signature", "AAAA"))));
        attack(
                "key and certificate at once",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> ((ObjectNode) b.get("verificationMaterial"))
                        .putObject("publicKey")
                        .put("hint", "x"))));
        attack("unknown field", BAD_SIGNATURE, s -> s.push(s.bundle().bundle(b -> b.put("more", 1))));
        attack(
                "unknown version",
                BAD_SIGNATURE,
                s -> s.push(
                        s.bundle().bundle(b -> b.put("mediaType", "application/vnd.dev.sigstore.bundle.v0.9+json"))));
        attack(
                "field given twice",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().stored(b -> text(b).replaceFirst("\\{", "{\"dsseEnvelope\":{},")
                        .getBytes(StandardCharsets.UTF_8))));
        attack("no log entry in the bundle", NOT_IN_LOG, s -> s.push(s.bundle().withoutLog()));
        attack(
                "the same log entry twice",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> entries(b).add(entry(b).deepCopy()))));
        attack(
                "too many log entries",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().bundle(b -> {
                    for (int i = 0; i < 40; i++) {
                        entries(b).add(entry(b).deepCopy().put("logIndex", Integer.toString(i)));
                    }
                })));
        attack(
                "statement about another image",
                BAD_SIGNATURE,
                s -> s.push(s.bundle()
                        .payload(p -> ((ObjectNode) p.at("/subject/0/digest")).put("sha256", s.other.hex()))));
        attack(
                "statement without subject",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().payload(p -> p.putArray("subject"))));
        attack(
                "statement with the digest under another algorithm",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().payload(p -> ((ObjectNode) p.at("/subject/0"))
                        .putObject("digest")
                        .put("sha512", s.image.hex()))));
        attack(
                "statement of another version",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().payload(p -> p.put("_type", "https://in-toto.io/Statement/v9"))));
        attack(
                "message of another image",
                BAD_SIGNATURE,
                s -> s.push(s.bundle().message(s.repository.stored(s.other).orElseThrow())));
        attack("only in the other format than demanded", OTHER_FORMAT, s -> {
            s.push(s.bundle());
            s.demandFormat(SignatureFormat.LEGACY);
        });
        attack("only in the legacy format, bundle demanded", OTHER_FORMAT, s -> {
            s.push(s.legacy());
            s.demandFormat(SignatureFormat.BUNDLE);
        });
    }

    private void attestations() {
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
            s.types = java.util.Set.of();
        });
        attack("attestation of another type", ATTESTATION_MISSING, s -> {
            s.push(s.bundleAttestation());
            s.types = java.util.Set.of("https://spdx.dev/Document");
        });
        attack("type only claimed by the manifest", ATTESTATION_MISSING, s -> {
            s.push(s.bundleAttestation().manifest(m -> m.putObject("annotations")
                    .put("dev.sigstore.bundle.predicateType", "https://spdx.dev/Document")));
            s.types = java.util.Set.of("https://spdx.dev/Document");
        });
        attack("type only claimed by the layer", ATTESTATION_MISSING, s -> {
            s.push(s.legacyAttestation().annotations(a -> a.put("predicateType", "https://spdx.dev/Document")));
            s.types = java.util.Set.of("https://spdx.dev/Document");
        });
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
        attack("unsigned SBOM", ATTESTATION_MISSING, s -> {
            s.attestation = true;
            s.repository.tag(
                    "sha256-" + s.image.hex() + ".sbom",
                    Digest.of(s.repository.tagged("v1").orElseThrow()));
        });
    }

    private void keys() {
        attack("another key", SIGNED_BY_OTHER, s -> {
            s.keyed();
            s.push(SIGSTORE.legacySignature(s.image, TestSigner.key("P-256")).withoutLog());
        });
        attack("another key, named by the log", SIGNED_BY_OTHER, s -> {
            s.keyed();
            s.push(SIGSTORE.legacySignature(s.image, TestSigner.key("P-256")));
        });
        attack("certificate instead of the key", SIGNED_BY_OTHER, s -> {
            s.keyed();
            s.push(s.legacy());
        });
        attack("another key in a bundle", SIGNED_BY_OTHER, s -> {
            s.keyedBundle();
            s.push(SIGSTORE.bundleSignature(s.image, TestSigner.key("P-384")).withoutLog());
        });
        attack("the demanded key's name on another key's bundle", BAD_SIGNATURE, s -> {
            KeyPair evil = TestKeys.pair("P-256");
            s.push(s.keyedBundle().withoutLog().sign(b -> TestKeys.signBundle(evil, b)));
        });
        attack(
                "payload changed under a key, log kept",
                BAD_SIGNATURE,
                s -> s.push(s.keyed().stored(b -> text(b).replace("null", "{}").getBytes(StandardCharsets.UTF_8))));
        attack("hash other than demanded", SIGNED_BY_OTHER, s -> {
            s.push(s.keyed().withoutLog().sign(b -> sign("SHA384withECDSA", s.key.keys(), b)));
        });
        attack("hash demanded other than signed", SIGNED_BY_OTHER, s -> {
            s.push(s.keyed().withoutLog());
            s.demandSigner(new SignerDemand.Keys(List.of(s.key.publicKey()), HashAlgorithm.SHA512, false));
        });
        attack("one of two keys that must both sign", SIGNED_BY_OTHER, s -> {
            s.push(s.keyed());
            s.demandSigner(new SignerDemand.Keys(
                    List.of(s.key.publicKey(), TestKeys.pair("P-256").getPublic()), HashAlgorithm.SHA256, true));
        });
        attack("log demanded of a key, none there", NOT_IN_LOG, s -> {
            s.push(s.keyed().withoutLog());
            s.demandLogs(SIGSTORE.trustedRoot().transparencyLogs());
        });
        attack("log entry that names another key", NOT_IN_LOG, s -> {
            s.push(s.keyed()
                    .logBody(b -> Json.edit(b, j -> ((ObjectNode) j.at("/spec/signature/publicKey"))
                            .put("content", base64(TestSigner.key("P-256").pem())))));
            s.demandLogs(SIGSTORE.trustedRoot().transparencyLogs());
        });
        attack(
                "signature of nothing but zeros",
                BAD_SIGNATURE,
                s -> s.push(s.keyed()
                        .withoutLog()
                        .annotations(a -> a.put(SIGNATURE, Base64.getEncoder().encodeToString(new byte[10])))));
        attack(
                "ECDSA signature with r and s zero",
                SIGNED_BY_OTHER,
                s -> s.push(s.keyed()
                        .withoutLog()
                        .annotations(a -> a.put(
                                SIGNATURE,
                                Base64.getEncoder().encodeToString(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0, 0})))));
        attack("pinned certificate expired at the signing time", CERTIFICATE_INVALID, s -> {
            s.push(s.legacy().loggedAt(NOW.plusSeconds(3600)));
            java.security.cert.X509Certificate[] pinned = new java.security.cert.X509Certificate[1];
            SIGSTORE.legacySignature(s.other, s.signer)
                    .annotations(a -> pinned[0] = certificate(a.get(CERTIFICATE)))
                    .push(new MemoryRepository());
            s.demandSigner(new SignerDemand.PinnedCertificate(pinned[0], List.of()));
        });
        attack("pinned certificate of another authority", NOT_IN_LOG, s -> {
            s.push(s.legacy().log(TestRekor.first("evil.test")));
            java.security.cert.X509Certificate[] pinned = new java.security.cert.X509Certificate[1];
            SIGSTORE.legacySignature(s.other, s.signer)
                    .annotations(a -> pinned[0] = certificate(a.get(CERTIFICATE)))
                    .push(new MemoryRepository());
            s.demandSigner(new SignerDemand.PinnedCertificate(pinned[0], List.of()));
        });
    }

    private void storage() {
        attack("unsigned image", UNSIGNED, s -> {});
        attack("referrer whose subject is another image", UNSIGNED, s -> {
            Digest manifest = SIGSTORE.bundleSignature(s.other, s.signer).push(s.repository);
            byte[] bytes = s.repository.stored(manifest).orElseThrow();
            s.repository.refer(s.image, descriptor(manifest, bytes));
        });
        attack("referrer without subject", UNSIGNED, s -> {
            Digest manifest = s.bundle().manifest(m -> m.remove("subject")).push(s.repository);
            s.repository.refer(
                    s.image, descriptor(manifest, s.repository.stored(manifest).orElseThrow()));
        });
        attack("bundle of another image moved to this one", BAD_SIGNATURE, s -> SIGSTORE.bundleSignature(
                        s.other, s.signer)
                .manifest(m -> ((ObjectNode) m.get("subject")).put("digest", s.image.toString()))
                .push(s.repository));
        attack(
                "referrer listed but gone",
                CONTENT_INVALID,
                s -> s.repository.remove(s.bundle().push(s.repository)));
        attack(
                "layer listed but gone",
                CONTENT_INVALID,
                s -> s.push(s.legacy()
                        .manifest(m -> ((ObjectNode) m.at("/layers/0")).put("digest", "sha256:" + "0".repeat(64)))));
        attack(
                "fallback tag that is no index",
                CONTENT_INVALID,
                s -> s.repository.tag("sha256-" + s.image.hex(), s.other));
        attack(
                "layer of another type",
                BAD_SIGNATURE,
                s -> s.push(s.legacy()
                        .manifest(m -> ((ObjectNode) m.at("/layers/0")).put("mediaType", "application/octet-stream"))));
        attack("payload too large", CONTENT_INVALID, s -> s.push(s.legacy().stored(b -> new byte[2 * 1024 * 1024])));
        attack(
                "too many layers",
                CONTENT_INVALID,
                s -> s.push(s.legacy().manifest(m -> {
                    ArrayNode layers = (ArrayNode) m.get("layers");
                    for (int i = 0; i < 1000; i++) {
                        layers.add(layers.get(0).deepCopy());
                    }
                })));
        attack("too many referrers", CONTENT_INVALID, s -> {
            byte[] bundle = s.bundle().bundleJson();
            for (int i = 0; i < 300; i++) {
                int number = i;
                s.bundle()
                        .stored(b -> bundle)
                        .sign(b -> new byte[] {1})
                        .withoutLog()
                        .manifest(m -> m.putObject("annotations").put("n", Integer.toString(number)))
                        .push(s.repository);
            }
        });
        attack("registry out of order", REGISTRY_UNREACHABLE, s -> {
            s.push(s.legacy());
            s.repository.failWith(REGISTRY_UNREACHABLE);
        });
    }

    private static io.jenkins.plugins.imagepolicy.engine.registry.Descriptor descriptor(Digest digest, byte[] bytes) {
        return new io.jenkins.plugins.imagepolicy.engine.registry.Descriptor(
                ArtefactStore.OCI_MANIFEST, digest, bytes.length, Optional.empty(), Optional.empty(), Map.of());
    }

    private static ArrayNode entries(ObjectNode bundle) {
        return (ArrayNode) bundle.at("/verificationMaterial/tlogEntries");
    }

    private static ObjectNode entry(ObjectNode bundle) {
        return (ObjectNode) entries(bundle).get(0);
    }

    private static ObjectNode proof(ObjectNode bundle) {
        return (ObjectNode) entry(bundle).get("inclusionProof");
    }

    private static void checkpoint(ObjectNode bundle, java.util.function.UnaryOperator<String> change) {
        ObjectNode checkpoint = (ObjectNode) proof(bundle).get("checkpoint");
        checkpoint.put("envelope", change.apply(checkpoint.get("envelope").asText()));
    }

    /** Adds an entry that has everything an entry has, and means nothing. */
    private static void junk(ObjectNode bundle) {
        ObjectNode junk = entry(bundle).deepCopy();
        junk.put("logIndex", "2").put("integratedTime", Long.toString(NOW.getEpochSecond()));
        junk.putObject("inclusionPromise").put("signedEntryTimestamp", "AAAA");
        junk.put("canonicalizedBody", base64("{}"));
        entries(bundle).add(junk);
    }

    private static java.security.cert.X509Certificate certificate(String pem) {
        try {
            return io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates.parse(pem)
                    .get(0);
        } catch (io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(java.security.cert.X509Certificate certificate) {
        return Base64.getEncoder()
                .encodeToString(
                        io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates.encoded(certificate));
    }

    private static byte[] sign(String algorithm, KeyPair keys, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String flip(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        bytes[bytes.length - 1] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
