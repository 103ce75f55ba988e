package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.BAD_SIGNATURE;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.UNTIMESTAMPED;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestTimestampAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Validity;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** RFC 3161 timestamps. */
final class TimestampAttacks extends Attacks {
    TimestampAttacks() {
        authority();
        content();
    }

    private void authority() {
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
            s.demandTimestamp(new CertificateAuthority(
                    "", wrong.chain(), new Validity(Instant.EPOCH, Optional.of(NOW.minusSeconds(1)))));
        });
    }

    private void content() {
        attack("timestamp over something else", UNTIMESTAMPED, s -> {
            s.push(s.legacy().timestamped().stampedOver(new byte[] {1}));
            s.demandTimestamp(SIGSTORE.timestampAuthority());
        });
        attack("timestamp over the signature of a legacy attestation", UNTIMESTAMPED, s -> {
            s.push(s.legacyAttestation().timestamped().stampedOver(new byte[] {1}));
            s.demandTimestamp(SIGSTORE.timestampAuthority());
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
}
