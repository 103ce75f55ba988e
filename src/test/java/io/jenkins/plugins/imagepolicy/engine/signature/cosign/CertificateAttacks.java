package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.CERTIFICATE_INVALID;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.SIGNED_BY_OTHER;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.certificate;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.encoded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.CertificateDraft;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Validity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Certificates, their chains and their signed timestamps. */
final class CertificateAttacks extends Attacks {
    CertificateAttacks() {
        usage();
        authority();
        timestamp();
        presentation();
        chain();
    }

    private void usage() {
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
    }

    private void authority() {
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
    }

    private void timestamp() {
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
    }

    private void presentation() {
        attack("certificate of the victim, key of the attacker", BAD_SIGNATURE, s -> {
            X509Certificate[] victim = new X509Certificate[1];
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
    }

    private void chain() {
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
}
