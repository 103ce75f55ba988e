package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatcher;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TransparencyLog;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an attestor entry demands of a signature. */
public final class Demands {
    private static final String SCT = "1.3.6.1.4.1.11129.2.4.2";

    private final Companions companions;
    private final Judging.DefaultTrust defaultTrust;

    public Demands(Companions companions, Judging.DefaultTrust defaultTrust) {
        this.companions = companions;
        this.defaultTrust = defaultTrust;
    }

    /**
     * @param bundle whether the item's type is SigstoreBundle
     * @param itemAnnotations taken where the entry has none of its own
     * @param checkAfter leave the identity to the caller, who must know each signer that does not fit
     */
    Asked of(JsonNode entry, boolean bundle, JsonNode itemAnnotations, boolean checkAfter) throws TrustException {
        JsonNode body = entry.path(Attestors.kind(entry));
        boolean nothing = Attestors.kind(entry).isEmpty();
        SignatureFormat format = bundle ? SignatureFormat.BUNDLE : SignatureFormat.LEGACY;
        Optional<KeylessIdentity> identity = Optional.empty();
        SignerDemand signer;
        switch (Attestors.kind(entry)) {
            case "keys" -> signer = keys(body);
            case "certificates" -> {
                if (bundle) {
                    throw new TrustException(
                            "Type SigstoreBundle verifies by keys and keyless identities; of certificates Kyverno accepts"
                                    + " no signature",
                            "Write keys with the certificate's public key");
                }
                signer = certificates(body, entry);
            }
            default -> {
                KeylessIdentity asked = bundle ? KeylessIdentity.bundle(body) : KeylessIdentity.cosign(body);
                identity = checkAfter ? Optional.of(asked) : Optional.empty();
                signer = keyless(body, bundle, nothing, checkAfter ? new AnyIdentity() : asked);
            }
        }
        JsonNode annotations = entry.path("annotations").isEmpty() ? itemAnnotations : entry.path("annotations");
        Demand demand = new Demand(signer, log(body, bundle), timestamp(body, bundle), format, texts(annotations));
        return bundle ? bundles(demand, body, identity) : new Asked(List.of(demand), false, identity);
    }

    /**
     * Of bundles Kyverno asks for a log entry, and for a time that a log or a timestamp authority gives; the switch for the
     * latter is the one named after certificate timestamps.
     */
    private Asked bundles(Demand demand, JsonNode body, Optional<KeylessIdentity> identity) throws TrustException {
        boolean logged = !body.at("/rekor/ignoreTlog").asBoolean(false);
        boolean timed = !body.at("/ctlog/ignoreSCT").asBoolean(false);
        if (logged || !timed) {
            return new Asked(List.of(demand), timed, identity);
        }
        Demand byLog = new Demand(
                demand.signer(),
                new LogDemand.Required(trust().transparencyLogs()),
                new TimestampDemand.Optional(trust().timestampAuthorities()),
                demand.format(),
                demand.annotations());
        return new Asked(List.of(demand, byLog), true, identity);
    }

    /** Reads all trust material that the entry itself holds; what would be fetched later is left alone. */
    public void check(JsonNode entry) throws TrustException {
        JsonNode body = entry.path(Attestors.kind(entry));
        switch (Attestors.kind(entry)) {
            case "keys" -> keys(body);
            case "certificates" ->
                pem(body.path("cert").asText() + "\n" + body.path("certChain").asText());
            case "keyless" -> {
                KeylessIdentity.cosign(body);
                if (!body.path("roots").asText().isEmpty()) {
                    Certificates.parse(body.path("roots").asText());
                }
            }
            default -> {}
        }
        for (String field : List.of("/rekor/pubkey", "/ctlog/pubkey")) {
            if (!body.at(field).asText().isEmpty()) {
                Keys.parsePublicKeys(body.at(field).asText());
            }
        }
        if (!body.at("/ctlog/tsaCertChain").asText().isEmpty()) {
            Certificates.parse(body.at("/ctlog/tsaCertChain").asText());
        }
    }

    private static Map<String, String> texts(JsonNode fields) {
        Map<String, String> texts = new TreeMap<>();
        fields.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private SignerDemand keys(JsonNode keys) throws TrustException {
        // That of keys replaces the entry's own, also when nobody wrote it.
        String algorithm = keys.path("signatureAlgorithm").asText("sha256");
        return new SignerDemand.Keys(List.of(key(keys)), hash(algorithm), false);
    }

    private static HashAlgorithm hash(String name) throws TrustException {
        try {
            return HashAlgorithm.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TrustException(
                    "Invalid signature algorithm provided: " + name, "Write sha224, sha256, sha384 or sha512");
        }
    }

    private PublicKey key(JsonNode keys) throws TrustException {
        String text = keys.path("publicKeys").asText("").strip();
        if (text.isEmpty() && keys.path("secret").isObject()) {
            text = "k8s://" + keys.at("/secret/namespace").asText() + "/"
                    + keys.at("/secret/name").asText();
        }
        if (text.startsWith("k8s://")) {
            text = secret(text.substring("k8s://".length()));
        }
        if (!text.startsWith("-----BEGIN")) {
            throw new TrustException(
                    "publicKeys is no PEM public key; references to files or key management services cannot be asked"
                            + " for by the gate",
                    "Write the public key as PEM ('cosign public-key --key <reference>' prints it)");
        }
        List<PublicKey> parsed = Keys.parsePublicKeys(text);
        if (parsed.size() > 1) {
            throw new TrustException(
                    "publicKeys holds " + parsed.size() + " keys where one is expected",
                    "Write one entry for each key, and count: 1 if any of them suffices");
        }
        return parsed.get(0);
    }

    private String secret(String reference) throws TrustException {
        String namespace = reference.contains("/") ? reference.substring(0, reference.indexOf('/')) : "";
        String name = reference.substring(reference.indexOf('/') + 1);
        Optional<Document> found = companions.find("Secret", namespace, name);
        if (found.isEmpty()) {
            throw new TrustException(
                    "The Secret " + reference + " is not given",
                    "Put the Secret with the data key cosign.pub beside the policy");
        }
        String plain =
                found.get().content().at("/stringData").path("cosign.pub").asText("");
        String encoded = found.get().content().at("/data").path("cosign.pub").asText("");
        try {
            String text = plain.isEmpty()
                    ? new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8)
                    : plain;
            if (text.isBlank()) {
                throw new TrustException(
                        "The Secret " + reference + " has no data key cosign.pub", "Add it with the PEM public key");
            }
            return text.strip();
        } catch (IllegalArgumentException e) {
            throw new TrustException(
                    "cosign.pub of the Secret " + reference + " is no base64", "Encode the PEM public key");
        }
    }

    private static String pem(String text) throws TrustException {
        if (text.contains("-----BEGIN") || text.isBlank()) {
            Certificates.parse(text);
            return text;
        }
        try {
            String decoded = new String(Base64.getMimeDecoder().decode(text.strip()), StandardCharsets.UTF_8);
            Certificates.parse(decoded);
            return decoded;
        } catch (IllegalArgumentException e) {
            throw new TrustException("cert or certChain is no PEM certificate", "Write the certificate as PEM");
        }
    }

    private SignerDemand certificates(JsonNode certificates, JsonNode entry) throws TrustException {
        String cert = certificates.path("cert").asText("");
        String chain = certificates.path("certChain").asText("");
        if (cert.isEmpty()) {
            CertificateAuthority authority = CertificateAuthority.ofChain("", Certificates.parse(pem(chain)));
            return keylessOf(certificates, List.of(authority), false, false, new AnyIdentity());
        }
        X509Certificate leaf = Certificates.parse(pem(cert)).get(0);
        if (chain.isEmpty()) {
            return new SignerDemand.Keys(
                    List.of(leaf.getPublicKey()),
                    hash(entry.path("signatureAlgorithm").asText("sha256")),
                    false);
        }
        if (leaf.getExtensionValue(SCT) == null) {
            throw new TrustException(
                    "certificate does not include required embedded SCT and no detached SCT was set",
                    "Kyverno asks for one wherever cert and certChain stand together; give cert alone for a private"
                            + " authority");
        }
        return new SignerDemand.PinnedCertificate(leaf, Certificates.parse(pem(chain)));
    }

    private SignerDemand keyless(JsonNode keyless, boolean bundle, boolean nothing, IdentityMatcher identity)
            throws TrustException {
        String roots = bundle ? "" : keyless.path("roots").asText("");
        List<CertificateAuthority> authorities = roots.isEmpty()
                ? trust().certificateAuthorities()
                : List.of(CertificateAuthority.ofChain("", Certificates.parse(roots)));
        return keylessOf(keyless, authorities, bundle, nothing, identity);
    }

    private SignerDemand keylessOf(
            JsonNode body,
            List<CertificateAuthority> authorities,
            boolean bundle,
            boolean nothing,
            IdentityMatcher identity)
            throws TrustException {
        // Kyverno never asks a bundle for a certificate timestamp, nor an attestation that names no attestor.
        boolean sct = !bundle && !nothing && !body.at("/ctlog/ignoreSCT").asBoolean(false);
        String key = body.at("/ctlog/pubkey").asText("");
        List<TransparencyLog> logs = List.of();
        if (sct) {
            logs = key.isEmpty() ? trust().ctLogs() : List.of(TransparencyLog.ofKey("", key(key)));
        }
        return new SignerDemand.Keyless(authorities, logs, sct, List.of(identity));
    }

    private static PublicKey key(String pem) throws TrustException {
        return Keys.parsePublicKeys(pem).get(0);
    }

    private LogDemand log(JsonNode body, boolean bundle) throws TrustException {
        if (body.at("/rekor/ignoreTlog").asBoolean(false)) {
            return new LogDemand.NotRequired();
        }
        String key = bundle ? "" : body.at("/rekor/pubkey").asText("");
        return new LogDemand.Required(
                key.isEmpty()
                        ? trust().transparencyLogs()
                        : List.of(TransparencyLog.ofKey(body.at("/rekor/url").asText(), key(key))));
    }

    private TimestampDemand timestamp(JsonNode body, boolean bundle) throws TrustException {
        if (bundle) {
            boolean asked = !body.at("/rekor/ignoreTlog").asBoolean(false)
                    || !body.at("/ctlog/ignoreSCT").asBoolean(false);
            return new TimestampDemand.Optional(asked ? trust().timestampAuthorities() : List.of());
        }
        String chain = body.at("/ctlog/tsaCertChain").asText("");
        return chain.isEmpty()
                ? new TimestampDemand.Optional(List.of())
                : new TimestampDemand.Required(List.of(CertificateAuthority.ofChain("", Certificates.parse(chain))));
    }

    private TrustedRoot trust() throws TrustException {
        return defaultTrust.get();
    }
}
