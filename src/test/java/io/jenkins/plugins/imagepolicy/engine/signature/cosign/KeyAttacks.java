package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.CERTIFICATE_INVALID;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.NOT_IN_LOG;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.SIGNED_BY_OTHER;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.base64;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.certificate;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.sign;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestRekor;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Signatures by keys and pinned certificates. */
final class KeyAttacks extends Attacks {
    KeyAttacks() {
        owner();
        hash();
        log();
        shape();
        pinned();
    }

    private void owner() {
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
    }

    private void hash() {
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
    }

    private void log() {
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
    }

    private void shape() {
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
    }

    private void pinned() {
        attack("pinned certificate expired at the signing time", CERTIFICATE_INVALID, s -> {
            s.push(s.legacy().loggedAt(NOW.plusSeconds(3600)));
            X509Certificate[] pinned = new X509Certificate[1];
            SIGSTORE.legacySignature(s.other, s.signer)
                    .annotations(a -> pinned[0] = certificate(a.get(CERTIFICATE)))
                    .push(new MemoryRepository());
            s.demandSigner(new SignerDemand.PinnedCertificate(pinned[0], List.of()));
        });
        attack("pinned certificate of another authority", NOT_IN_LOG, s -> {
            s.push(s.legacy().log(TestRekor.first("evil.test")));
            X509Certificate[] pinned = new X509Certificate[1];
            SIGSTORE.legacySignature(s.other, s.signer)
                    .annotations(a -> pinned[0] = certificate(a.get(CERTIFICATE)))
                    .push(new MemoryRepository());
            s.demandSigner(new SignerDemand.PinnedCertificate(pinned[0], List.of()));
        });
    }
}
