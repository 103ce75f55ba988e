package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** A signing certificate to be, as Fulcio would issue it; tests change what they want to be wrong. */
public final class CertificateDraft {
    /** How the certificate is shown to a certificate transparency log. */
    public enum Sct {
        EMBEDDED,
        NONE,
        /** By a log that nobody trusts. */
        OTHER_LOG,
        /** Of the right log, over another certificate. */
        WRONG_SIGNATURE
    }

    final PublicKey key;
    final TestIdentity identity;
    Instant notBefore;
    Instant notAfter;
    BigInteger serial = BigInteger.valueOf(System.nanoTime());
    List<KeyPurposeId> usages = new ArrayList<>(List.of(KeyPurposeId.id_kp_codeSigning));
    int keyUsage = KeyUsage.digitalSignature;
    boolean authority;
    Sct sct = Sct.EMBEDDED;
    Instant sctTime;
    Map<Integer, String> extensions;

    CertificateDraft(PublicKey key, TestIdentity identity, Instant signedAt) {
        this.key = key;
        this.identity = identity;
        this.notBefore = signedAt.minusSeconds(60);
        this.notAfter = notBefore.plus(Duration.ofMinutes(10));
        this.sctTime = notBefore;
        this.extensions = identity.extensions();
    }

    public CertificateDraft valid(Instant from, Instant until) {
        notBefore = from;
        notAfter = until;
        return this;
    }

    /** Extended key usages; none at all when empty. */
    public CertificateDraft usages(KeyPurposeId... purposes) {
        usages = List.of(purposes);
        return this;
    }

    public CertificateDraft keyUsage(int bits) {
        keyUsage = bits;
        return this;
    }

    public CertificateDraft authority() {
        authority = true;
        return this;
    }

    public CertificateDraft sct(Sct kind) {
        sct = kind;
        return this;
    }

    public CertificateDraft sctTime(Instant time) {
        sctTime = time;
        return this;
    }

    public CertificateDraft extensions(Map<Integer, String> texts) {
        extensions = texts;
        return this;
    }
}
