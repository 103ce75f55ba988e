package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a {@code cosign} attestor demands of a signature. */
final class CosignDemands {
    /** Gives the text of a value that may be an expression. */
    @FunctionalInterface
    interface Text {
        String of(String expression) throws TrustException;
    }

    private final JsonNode cosign;
    private final Judging.DefaultTrust defaultTrust;
    private final Text expressions;

    CosignDemands(JsonNode cosign, Judging.DefaultTrust defaultTrust, Text expressions) {
        this.cosign = cosign;
        this.defaultTrust = defaultTrust;
        this.expressions = expressions;
    }

    Demand demand(boolean bundle) throws TrustException {
        SignatureFormat format = bundle ? SignatureFormat.BUNDLE : SignatureFormat.LEGACY;
        return new Demand(signer(bundle), log(), timestamp(bundle), format, Map.of());
    }

    private SignerDemand signer(boolean bundle) throws TrustException {
        if (cosign.path("key").isObject()) {
            JsonNode key = cosign.path("key");
            String pem =
                    text(key.path("data").asText(""), key.path("expression").asText(""));
            String hash = key.path("hashAlgorithm").asText("");
            return new SignerDemand.Keys(Keys.parsePublicKeys(pem), hash(hash.isEmpty() ? "sha256" : hash), false);
        }
        if (cosign.path("certificate").isObject()) {
            return certificate(cosign.path("certificate"));
        }
        return keyless(cosign.path("keyless"), bundle);
    }

    private static HashAlgorithm hash(String name) throws TrustException {
        try {
            return HashAlgorithm.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TrustException("'" + name + "' is no hash algorithm", "Write sha224, sha256, sha384 or sha512");
        }
    }

    private SignerDemand certificate(JsonNode certificate) throws TrustException {
        String cert = value(certificate.path("cert"));
        String chain = value(certificate.path("certChain"));
        if (cert.isBlank()) {
            throw new TrustException("A certificate attestor has no cert", "Add cert with value or expression");
        }
        X509Certificate leaf = Certificates.parse(cert).get(0);
        return chain.isBlank()
                ? new SignerDemand.Keys(List.of(leaf.getPublicKey()), HashAlgorithm.SHA256, false)
                : new SignerDemand.PinnedCertificate(leaf, Certificates.parse(chain));
    }

    private SignerDemand keyless(JsonNode keyless, boolean bundle) throws TrustException {
        List<IdentityMatcher> identities = new ArrayList<>();
        for (JsonNode identity : keyless.path("identities")) {
            CelIdentity matcher = new CelIdentity(identity, bundle);
            if (bundle && !matcher.namesBoth()) {
                throw new TrustException(
                        "An identity without issuer or without subject accepts no bundle",
                        "Give issuer or issuerRegExp, and subject or subjectRegExp");
            }
            identities.add(matcher);
        }
        if (bundle && identities.size() > 1) {
            throw new TrustException(
                    "unsupported: multiple identities are not supported at this time",
                    "Write one attestor for each identity; images with Sigstore bundles take one each");
        }
        if (identities.isEmpty()) {
            throw new TrustException("keyless names no identities", "Add identities with issuer and subject");
        }
        String roots = keyless.path("roots").asText("");
        List<CertificateAuthority> authorities = roots.isBlank()
                ? trust().certificateAuthorities()
                : List.of(CertificateAuthority.ofChain("", Certificates.parse(roots)));
        boolean sct = !bundle && !cosign.at("/ctlog/insecureIgnoreSCT").asBoolean(false);
        String key = cosign.at("/ctlog/ctLogPubKey").asText("");
        List<TransparencyLog> logs = List.of();
        if (sct) {
            logs = key.isBlank()
                    ? trust().ctLogs()
                    : List.of(
                            TransparencyLog.ofKey("", Keys.parsePublicKeys(key).get(0)));
        }
        return new SignerDemand.Keyless(authorities, logs, sct, identities);
    }

    private boolean ignoresLog() {
        return cosign.at("/ctlog/insecureIgnoreTlog").asBoolean(false);
    }

    private LogDemand log() throws TrustException {
        if (ignoresLog()) {
            return new LogDemand.NotRequired();
        }
        String key = cosign.at("/ctlog/rekorPubKey").asText("");
        return new LogDemand.Required(
                key.isBlank()
                        ? trust().transparencyLogs()
                        : List.of(TransparencyLog.ofKey(
                                cosign.at("/ctlog/url").asText(),
                                Keys.parsePublicKeys(key).get(0))));
    }

    private TimestampDemand timestamp(boolean bundle) throws TrustException {
        String chain = cosign.at("/ctlog/tsaCertChain").asText("");
        if (!chain.isBlank()) {
            return new TimestampDemand.Required(List.of(CertificateAuthority.ofChain("", Certificates.parse(chain))));
        }
        boolean offline = ignoresLog()
                && !cosign.path("keyless").isObject()
                && !cosign.path("trustedRoot").isObject();
        return new TimestampDemand.Optional(bundle && !offline ? trust().timestampAuthorities() : List.of());
    }

    private TrustedRoot trust() throws TrustException {
        JsonNode own = cosign.path("trustedRoot");
        if (!own.isObject()) {
            return defaultTrust.get();
        }
        return TrustedRootReader.read("of the policy", value(own).getBytes(StandardCharsets.UTF_8));
    }

    private String value(JsonNode node) throws TrustException {
        return text(node.path("value").asText(""), node.path("expression").asText(""));
    }

    private String text(String value, String expression) throws TrustException {
        return expression.isEmpty() ? value : expressions.of(expression);
    }
}
