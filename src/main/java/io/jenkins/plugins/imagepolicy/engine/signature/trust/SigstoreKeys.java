package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads {@code spec.sigstoreKeys} of a {@code TrustRoot} resource, in which keys and chains are base64 of PEM
 * (source: policy-controller pkg/apis/policy/v1alpha1/trustroot_types.go). Nothing there has a validity window, so all are open.
 */
public final class SigstoreKeys {
    private static final String REMEDY = "Write base64 of the PEM text, for example with 'base64 -w0'";

    private SigstoreKeys() {}

    /** @param source name of the resource, for messages */
    public static TrustedRoot read(String source, JsonNode sigstoreKeys) throws TrustException {
        return new TrustedRoot(
                source,
                authorities(source, sigstoreKeys, "certificateAuthorities"),
                logs(source, sigstoreKeys, "tLogs"),
                logs(source, sigstoreKeys, "ctLogs"),
                authorities(source, sigstoreKeys, "timestampAuthorities"));
    }

    private static List<TransparencyLog> logs(String source, JsonNode keys, String field) throws TrustException {
        List<TransparencyLog> logs = new ArrayList<>();
        int index = 0;
        for (JsonNode log : keys.path(field)) {
            String where = source + ", " + field + "[" + index++ + "].publicKey";
            for (PublicKey key : in(where, () -> Keys.parsePublicKeys(pem(where, log.path("publicKey"))))) {
                logs.add(TransparencyLog.ofKey(log.path("baseURL").asText(), key));
            }
        }
        return logs;
    }

    private static List<CertificateAuthority> authorities(String source, JsonNode keys, String field)
            throws TrustException {
        List<CertificateAuthority> authorities = new ArrayList<>();
        int index = 0;
        for (JsonNode authority : keys.path(field)) {
            String where = source + ", " + field + "[" + index++ + "].certChain";
            List<X509Certificate> chain = in(where, () -> Certificates.parse(pem(where, authority.path("certChain"))));
            authorities.add(CertificateAuthority.ofChain(authority.path("uri").asText(), chain));
        }
        return authorities;
    }

    private static String pem(String where, JsonNode value) throws TrustException {
        try {
            return new String(Base64.getMimeDecoder().decode(value.asText()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new TrustException(where + " is not base64", REMEDY, e);
        }
    }

    private static <T> T in(String where, Reading<T> reading) throws TrustException {
        try {
            return reading.read();
        } catch (TrustException e) {
            throw new TrustException(where + ": " + e.getMessage(), e.remedy(), e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws TrustException;
    }
}
