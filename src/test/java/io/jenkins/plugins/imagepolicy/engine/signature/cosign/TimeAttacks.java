package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.CERTIFICATE_INVALID;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.NOT_IN_LOG;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.UNTIMESTAMPED;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.certificate;
import static io.jenkins.plugins.imagepolicy.engine.signature.cosign.Edit.entry;

import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Validity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** When it was signed, and whether everything was valid then. */
final class TimeAttacks extends Attacks {
    TimeAttacks() {
        certificate();
        log();
    }

    private void certificate() {
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
    }

    private void log() {
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
        attack("log entry gives the time, but no log is trusted", UNTIMESTAMPED, s -> {
            s.push(s.legacy());
            s.noLog();
        });
    }
}
