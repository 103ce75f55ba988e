package io.jenkins.plugins.imagepolicy.engine.signature.timestamp;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.ChainVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** Verifies RFC 3161 responses against trusted timestamp authorities. */
public final class TimestampVerifier {
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final int LARGEST = 64 * 1024;
    private static final Map<ASN1ObjectIdentifier, String> HASHES = Map.of(
            NISTObjectIdentifiers.id_sha256, "SHA-256",
            NISTObjectIdentifiers.id_sha384, "SHA-384",
            NISTObjectIdentifiers.id_sha512, "SHA-512");

    private final List<CertificateAuthority> authorities;

    public TimestampVerifier(List<CertificateAuthority> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /**
     * The time at which one of the authorities saw {@code stamped}; empty when the timestamp is of another authority and so says
     * nothing.
     *
     * @throws UnverifiedException when it is malformed, of something else, or not what it says
     */
    public Optional<Instant> verify(byte[] response, byte[] stamped) throws UnverifiedException {
        TimeStampToken token = parse(response);
        Instant time = token.getTimeStampInfo().getGenTime().toInstant();
        UnverifiedException last = null;
        for (CertificateAuthority authority : authorities) {
            for (X509Certificate signer : signers(token, authority)) {
                try {
                    requireImprint(token, stamped);
                    verify(token, signer, authority, time);
                    return Optional.of(time);
                } catch (UnverifiedException e) {
                    last = e;
                }
            }
        }
        if (last != null) {
            throw last;
        }
        return Optional.empty();
    }

    private static TimeStampToken parse(byte[] response) throws UnverifiedException {
        if (response.length > LARGEST) {
            throw refused("its timestamp has more than " + LARGEST + " bytes");
        }
        try {
            TimeStampResponse parsed = new TimeStampResponse(response);
            // 0 granted, 1 granted with modifications (RFC 3161 section 2.4.2).
            if (parsed.getStatus() > 1 || parsed.getTimeStampToken() == null) {
                throw refused("its timestamp was not granted");
            }
            return parsed.getTimeStampToken();
        } catch (TSPException | IOException | RuntimeException e) {
            // Bouncy Castle answers malformed structures with exceptions of many kinds.
            throw refused("its timestamp is malformed");
        }
    }

    private static void requireImprint(TimeStampToken token, byte[] stamped) throws UnverifiedException {
        ASN1ObjectIdentifier algorithm = token.getTimeStampInfo().getMessageImprintAlgOID();
        String name = HASHES.get(algorithm);
        if (name == null) {
            throw refused("its timestamp uses the hash " + algorithm + ", which is not accepted");
        }
        try {
            byte[] digest = MessageDigest.getInstance(name).digest(stamped);
            if (!MessageDigest.isEqual(digest, token.getTimeStampInfo().getMessageImprintDigest())) {
                throw refused("its timestamp is of something else");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + name, e);
        }
    }

    /** Certificates that the token may be signed with: the authority's own and those embedded, by issuer and serial number. */
    private static List<X509Certificate> signers(TimeStampToken token, CertificateAuthority authority)
            throws UnverifiedException {
        List<X509Certificate> signers = new ArrayList<>();
        try {
            for (X509Certificate known : authority.chain()) {
                if (token.getSID().match(new X509CertificateHolder(Certificates.encoded(known)))) {
                    signers.add(known);
                }
            }
            // An authority that names its own certificate trusts no other one of its issuer.
            boolean named = authority.chain().stream().anyMatch(known -> known.getBasicConstraints() < 0);
            for (Object embedded : named ? List.of() : token.getCertificates().getMatches(null)) {
                X509CertificateHolder holder = (X509CertificateHolder) embedded;
                if (token.getSID().match(holder)) {
                    X509Certificate certificate =
                            Certificates.ofDer(holder.getEncoded(), "the timestamp's certificate");
                    if (!signers.contains(certificate)) {
                        signers.add(certificate);
                    }
                }
            }
        } catch (IOException | EncodingException | RuntimeException e) {
            throw refused("its timestamp carries a malformed certificate");
        }
        return signers;
    }

    private static void verify(
            TimeStampToken token, X509Certificate signer, CertificateAuthority authority, Instant time)
            throws UnverifiedException {
        try {
            token.validate(signedBy(signer));
        } catch (TSPException | OperatorCreationException | IOException | RuntimeException e) {
            throw new UnverifiedException(
                    ReasonCode.UNTIMESTAMPED, "its timestamp is not signed by its authority: " + e.getMessage(), e);
        }
        List<X509Certificate> issuers = authority.chain().stream()
                .filter(certificate -> !certificate.equals(signer))
                .toList();
        if (issuers.isEmpty()) {
            requireTrusted(signer, authority, time);
            return;
        }
        try {
            new ChainVerifier(
                            List.of(new CertificateAuthority(authority.uri(), issuers, authority.validity())),
                            TIME_STAMPING)
                    .verify(signer, List.of(), List.of(time));
        } catch (UnverifiedException e) {
            throw new UnverifiedException(
                    ReasonCode.UNTIMESTAMPED, "its timestamp does not count: " + e.getMessage(), e);
        }
    }

    private static SignerInformationVerifier signedBy(X509Certificate signer)
            throws IOException, OperatorCreationException {
        return new SignerInformationVerifier(
                new DefaultCMSSignatureAlgorithmNameGenerator(),
                new DefaultSignatureAlgorithmIdentifierFinder(),
                new QuickContentVerifiers(signer, new X509CertificateHolder(Certificates.encoded(signer))),
                new JcaDigestCalculatorProviderBuilder().build());
    }

    /** An authority of one certificate trusts just that one. */
    private static void requireTrusted(X509Certificate signer, CertificateAuthority authority, Instant time)
            throws UnverifiedException {
        if (!authority.validity().contains(time)) {
            throw refused("its timestamp's authority is not trusted at " + time);
        }
        try {
            ChainVerifier.requireValid(signer, true, time);
        } catch (UnverifiedException e) {
            throw refused("its timestamp does not count: " + e.getMessage());
        }
    }

    private static UnverifiedException refused(String message) {
        return new UnverifiedException(ReasonCode.UNTIMESTAMPED, message);
    }
}
