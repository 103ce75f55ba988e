package io.jenkins.plugins.imagepolicy.engine.signature.certificate;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a way from a certificate to a trusted authority and validates it (RFC 5280) at every time given. Every certificate on the
 * way, root included, and the authority's own window must hold at each of them (CVE-2026-24122).
 */
public final class ChainVerifier {
    private static final int LONGEST = 8;
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final List<CertificateAuthority> authorities;
    private final String extendedKeyUsage;
    private final boolean usageOptional;

    /** @param extendedKeyUsage OID that the leaf must have, and every certificate above it that restricts its usage */
    public ChainVerifier(List<CertificateAuthority> authorities, String extendedKeyUsage) {
        this(authorities, extendedKeyUsage, false);
    }

    private ChainVerifier(List<CertificateAuthority> authorities, String extendedKeyUsage, boolean usageOptional) {
        this.authorities = List.copyOf(authorities);
        this.extendedKeyUsage = extendedKeyUsage;
        this.usageOptional = usageOptional;
    }

    /** For certificates that people chose: one that does not restrict its usage at all is accepted, as Go's verifier does. */
    public static ChainVerifier forLongLived(List<CertificateAuthority> authorities, String extendedKeyUsage) {
        return new ChainVerifier(authorities, extendedKeyUsage, true);
    }

    /**
     * The chain found, leaf first and trusted root last.
     *
     * @param helpers untrusted certificates that may be intermediates
     * @param times at least one
     */
    public List<X509Certificate> verify(X509Certificate leaf, List<X509Certificate> helpers, Collection<Instant> times)
            throws UnverifiedException {
        if (leaf.getBasicConstraints() >= 0) {
            throw invalid("its certificate is that of an authority, not of a signer");
        }
        UnverifiedException last = null;
        for (CertificateAuthority authority : authorities) {
            for (List<X509Certificate> path : paths(leaf, authority, helpers)) {
                try {
                    validate(path, authority, times);
                    requireUsage(path);
                    return path;
                } catch (UnverifiedException e) {
                    last = e;
                }
            }
        }
        throw last != null
                ? last
                : invalid("its certificate is issued by '"
                        + leaf.getIssuerX500Principal().getName() + "', which is no trusted authority");
    }

    private static List<List<X509Certificate>> paths(
            X509Certificate leaf, CertificateAuthority authority, List<X509Certificate> helpers) {
        Set<X509Certificate> pool = new LinkedHashSet<>(authority.chain());
        pool.addAll(helpers);
        List<List<X509Certificate>> paths = new ArrayList<>();
        extend(new ArrayList<>(List.of(leaf)), pool, anchors(authority), paths);
        return paths;
    }

    private static List<X509Certificate> anchors(CertificateAuthority authority) {
        List<X509Certificate> selfSigned =
                authority.chain().stream().filter(ChainVerifier::isSelfIssued).toList();
        List<X509Certificate> chain = authority.chain();
        return selfSigned.isEmpty() ? chain.subList(chain.size() - 1, chain.size()) : selfSigned;
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }

    private static void extend(
            List<X509Certificate> path,
            Set<X509Certificate> pool,
            List<X509Certificate> anchors,
            List<List<X509Certificate>> paths) {
        X509Certificate top = path.get(path.size() - 1);
        if (path.size() > 1 && anchors.contains(top)) {
            paths.add(List.copyOf(path));
            return;
        }
        if (path.size() == LONGEST || paths.size() == LONGEST) {
            return;
        }
        for (X509Certificate issuer : pool) {
            boolean fits = issuer.getSubjectX500Principal().equals(top.getIssuerX500Principal());
            if (fits && !path.contains(issuer) && (!isSelfIssued(issuer) || anchors.contains(issuer))) {
                path.add(issuer);
                extend(path, pool, anchors, paths);
                path.remove(path.size() - 1);
            }
        }
    }

    private static void validate(List<X509Certificate> path, CertificateAuthority authority, Collection<Instant> times)
            throws UnverifiedException {
        for (Instant time : times) {
            if (!authority.validity().contains(time)) {
                throw invalid("its certificate's authority is not trusted at the signing time " + time);
            }
            for (X509Certificate certificate : path) {
                requireValid(certificate, certificate == path.get(0), time);
            }
        }
        X509Certificate root = path.get(path.size() - 1);
        if (root.getBasicConstraints() < 0 && root.getVersion() == 3) {
            throw invalid("its chain leads to a certificate that is no authority");
        }
        try {
            CertPath chain = CertificateFactory.getInstance("X.509").generateCertPath(below(root, path, authority));
            for (Instant time : times) {
                PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
                // Short-lived certificates are judged at the signing time, for which nobody publishes revocations.
                parameters.setRevocationEnabled(false);
                parameters.setDate(Date.from(time));
                CertPathValidator.getInstance("PKIX").validate(chain, parameters);
            }
        } catch (GeneralSecurityException e) {
            throw new UnverifiedException(
                    ReasonCode.CERTIFICATE_INVALID, "its certificate has no valid chain: " + e.getMessage(), e);
        }
    }

    /** The path without its root; the JDK remembers for certificates of the authority that it verified them. */
    private static List<X509Certificate> below(
            X509Certificate root, List<X509Certificate> path, CertificateAuthority authority) {
        return path.stream()
                .filter(certificate -> certificate != root)
                .map(certificate ->
                        authority.chain().contains(certificate) ? certificate : new QuickCertificate(certificate))
                .toList();
    }

    /** Validity of one certificate, both ends inclusive. */
    public static void requireValid(X509Certificate certificate, boolean leaf, Instant time)
            throws UnverifiedException {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (time.isBefore(start) || time.isAfter(end)) {
            throw invalid((leaf ? "its certificate" : "a certificate in its chain") + " is valid from " + start + " to "
                    + end + ", not at the signing time " + time);
        }
    }

    private void requireUsage(List<X509Certificate> path) throws UnverifiedException {
        try {
            List<String> usages = path.get(0).getExtendedKeyUsage();
            boolean allowed = usages == null ? usageOptional : usages.contains(extendedKeyUsage);
            if (!allowed) {
                throw invalid("its certificate is not for " + purpose());
            }
            boolean[] keyUsage = path.get(0).getKeyUsage();
            if (keyUsage != null && !keyUsage[0]) {
                throw invalid("its certificate is not for digital signatures");
            }
            for (X509Certificate authority : path.subList(1, path.size())) {
                List<String> restricted = authority.getExtendedKeyUsage();
                if (restricted != null && !restricted.contains(extendedKeyUsage) && !restricted.contains(ANY_USAGE)) {
                    throw invalid("an authority in its chain is not for " + purpose());
                }
            }
        } catch (CertificateParsingException e) {
            throw invalid("its certificate's extended key usage cannot be read");
        }
    }

    private String purpose() {
        return extendedKeyUsage.equals("1.3.6.1.5.5.7.3.3") ? "code signing" : "the use " + extendedKeyUsage;
    }

    private static UnverifiedException invalid(String message) {
        return new UnverifiedException(ReasonCode.CERTIFICATE_INVALID, message);
    }
}
