package io.jenkins.plugins.imagepolicy.engine.signature.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestCtLog;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TransparencyLog;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Validity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Timestamps delivered beside the certificate. */
class SctVerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private final TestCtLog log = new TestCtLog();
    private final X509Certificate certificate = TestSigstore.create().fulcio().intermediate();
    private final byte[] sct = log.detached(Certificates.encoded(certificate), NOW);

    @Test
    void acceptsATrustedLog() {
        assertThatCode(() -> verifier(Validity.ALWAYS).verifyDetached(certificate, sct))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherLog() {
        byte[] other = new TestCtLog().detached(Certificates.encoded(certificate), NOW);
        assertRefused(verifier(Validity.ALWAYS), other, "no trusted log");
    }

    @Test
    void refusesAnotherCertificate() {
        byte[] other = log.detached(new byte[] {1}, NOW);
        assertRefused(verifier(Validity.ALWAYS), other, "not signed by its log");
    }

    @Test
    void refusesATimeOutsideTheLogsWindow() {
        Validity past = new Validity(Instant.EPOCH, Optional.of(NOW.minusSeconds(1)));
        assertRefused(verifier(past), sct, "not valid at");
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < sct.length; length++) {
            byte[] truncated = Arrays.copyOf(sct, length);
            assertThatThrownBy(() -> verifier(Validity.ALWAYS).verifyDetached(certificate, truncated))
                    .isInstanceOf(UnverifiedException.class);
        }
    }

    private SctVerifier verifier(Validity validity) {
        TransparencyLog trusted = TransparencyLog.ofKey("https://ctfe.test", log.key());
        return new SctVerifier(List.of(new TransparencyLog(
                trusted.baseUrl(), trusted.keyId(), trusted.key(), trusted.keyDetails(), validity)));
    }

    private void assertRefused(SctVerifier verifier, byte[] timestamp, String message) {
        assertThatThrownBy(() -> verifier.verifyDetached(certificate, timestamp))
                .isInstanceOfSatisfying(
                        UnverifiedException.class, e -> assertThat(e.code()).isEqualTo(ReasonCode.CERTIFICATE_INVALID))
                .hasMessageContaining(message);
    }
}
