package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads trusted_root.json (protobuf-specs TrustedRoot, versions 0.1 and 0.2); unknown fields are refused. */
public final class TrustedRootReader {
    /** Bytes of a trusted root; the public-good one has 7 thousand. */
    public static final int LARGEST = 4 * 1024 * 1024;

    private static final Set<String> MEDIA_TYPES = Set.of(
            "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
            "application/vnd.dev.sigstore.trustedroot.v0.1+json",
            "application/vnd.dev.sigstore.trustedroot.v0.2+json");
    private static final String REMEDY =
            "Give a trusted_root.json as 'cosign trusted-root create' or a Sigstore TUF repository writes it";

    private TrustedRootReader() {}

    /**
     * Reads {@code json}. Logs with a kind of key that is not known are left out, so that what they alone vouch for is refused.
     *
     * @param source where it came from, for messages
     */
    public static TrustedRoot read(String source, byte[] json) throws TrustException {
        try {
            if (json.length > LARGEST) {
                throw new EncodingException("it has more than " + LARGEST + " bytes");
            }
            JsonObject root = StrictJson.object(json, "the trusted root")
                    .only("mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities");
            String mediaType = root.text("mediaType");
            if (!MEDIA_TYPES.contains(mediaType)) {
                throw new EncodingException("its mediaType '" + mediaType + "' is not that of a trusted root");
            }
            return new TrustedRoot(
                    source,
                    authorities(root, "certificateAuthorities"),
                    logs(root, "tlogs"),
                    logs(root, "ctlogs"),
                    authorities(root, "timestampAuthorities"));
        } catch (EncodingException e) {
            throw new TrustException("Could not read the trusted root " + source + ": " + e.getMessage(), REMEDY, e);
        }
    }

    private static List<TransparencyLog> logs(JsonObject root, String field) throws EncodingException {
        List<TransparencyLog> logs = new ArrayList<>();
        for (JsonObject log : root.objects(field)) {
            log.only("baseUrl", "hashAlgorithm", "publicKey", "logId", "checkpointKeyId", "operator");
            JsonObject key = log.object("publicKey").only("rawBytes", "keyDetails", "validFor");
            Optional<PublicKey> publicKey = key(key, key.text("keyDetails"));
            if (publicKey.isPresent()) {
                byte[] id = log.object("logId").only("keyId").base64("keyId");
                logs.add(new TransparencyLog(
                        log.optionalText("baseUrl").orElse(""),
                        HexFormat.of().formatHex(id),
                        publicKey.get(),
                        key.text("keyDetails"),
                        validity(key.object("validFor"))));
            }
        }
        return logs;
    }

    private static Optional<PublicKey> key(JsonObject key, String details) throws EncodingException {
        byte[] der = key.base64("rawBytes");
        return switch (details) {
            case "PKCS1_RSA_PKCS1V5", "PKCS1_RSA_PSS" -> Optional.of(Keys.ofPkcs1(der));
            case "PKIX_RSA_PKCS1V5",
                    "PKIX_RSA_PSS",
                    "PKIX_RSA_PKCS1V15_2048_SHA256",
                    "PKIX_RSA_PKCS1V15_3072_SHA256",
                    "PKIX_RSA_PKCS1V15_4096_SHA256",
                    "PKIX_RSA_PSS_2048_SHA256",
                    "PKIX_RSA_PSS_3072_SHA256",
                    "PKIX_RSA_PSS_4096_SHA256",
                    "PKIX_ECDSA_P256_HMAC_SHA_256",
                    "PKIX_ECDSA_P256_SHA_256",
                    "PKIX_ECDSA_P384_SHA_384",
                    "PKIX_ECDSA_P521_SHA_512",
                    "PKIX_ED25519",
                    "PKIX_ED25519_PH" -> Optional.of(Keys.ofSubjectPublicKeyInfo(der));
            default -> Optional.empty();
        };
    }

    private static List<CertificateAuthority> authorities(JsonObject root, String field) throws EncodingException {
        List<CertificateAuthority> authorities = new ArrayList<>();
        for (JsonObject authority : root.objects(field)) {
            authority.only("subject", "uri", "certChain", "validFor", "operator");
            List<X509Certificate> chain = new ArrayList<>();
            for (JsonObject certificate :
                    authority.object("certChain").only("certificates").objects("certificates")) {
                chain.add(Certificates.ofDer(certificate.only("rawBytes").base64("rawBytes"), "a certificate"));
            }
            if (chain.isEmpty()) {
                throw new EncodingException(authority.path("certChain") + " holds no certificate");
            }
            authorities.add(new CertificateAuthority(
                    authority.optionalText("uri").orElse(""), chain, validity(authority.object("validFor"))));
        }
        return authorities;
    }

    private static Validity validity(JsonObject validFor) throws EncodingException {
        validFor.only("start", "end");
        return new Validity(
                instant(validFor.text("start"), validFor.path("start")),
                validFor.has("end")
                        ? Optional.of(instant(validFor.text("end"), validFor.path("end")))
                        : Optional.empty());
    }

    private static Instant instant(String text, String path) throws EncodingException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new EncodingException(path + " is no time like 2026-01-31T00:00:00Z");
        }
    }
}
