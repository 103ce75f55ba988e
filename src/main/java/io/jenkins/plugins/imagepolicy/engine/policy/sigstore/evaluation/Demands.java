package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.Signer;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an authority demands of a signature (source: policy-controller pkg/webhook/validator.go checkOptsFromAuthority). */
final class Demands {
    private static final String SAME_ROOT =
            "when using the new bundle format, the trustRootRef for the %s must be the same"
                    + " as the trustRootRef for the Keyless authority";

    private final Material material;
    private final Judging judging;

    Demands(Material material, Judging judging) {
        this.material = material;
        this.judging = judging;
    }

    Demand of(Authority authority) throws UnresolvedException {
        if (authority.bundle()) {
            refuseMixedBundle(authority);
        }
        SignerDemand signer = authority.signer() instanceof Signer.Key key
                ? keys(authority, key)
                : keyless((Signer.Keyless) authority.signer(), authority.name());
        return new Demand(
                signer,
                log(authority),
                timestamp(authority),
                authority.bundle() ? SignatureFormat.BUNDLE : SignatureFormat.LEGACY,
                Map.of());
    }

    /** Bundles signed by keys are verified though policy-controller refuses them: what cosign 3 writes by default. A lint says so. */
    private static void refuseMixedBundle(Authority authority) throws UnresolvedException {
        if (!(authority.signer() instanceof Signer.Keyless keyless)) {
            return;
        }
        String root = keyless.trustRootRef();
        Optional<String> tsa = authority.timestampTrustRoot().filter(ref -> !ref.equals(root));
        Optional<String> log =
                authority.ctlog().map(Authority.CtLog::trustRootRef).filter(ref -> !ref.isEmpty() && !ref.equals(root));
        if (tsa.isPresent() || log.isPresent()) {
            throw new UnresolvedException(
                    ReasonCode.POLICY_INVALID,
                    String.format(SAME_ROOT, tsa.isPresent() ? "TSA" : "TLog"),
                    "Name one TrustRoot that holds all the authorities");
        }
    }

    private SignerDemand keys(Authority authority, Signer.Key key) throws UnresolvedException {
        HashAlgorithm hash = HashAlgorithm.valueOf(key.hashAlgorithm().toUpperCase(Locale.ROOT));
        return new SignerDemand.Keys(List.of(material.key(authority, key.key())), hash, false);
    }

    private SignerDemand keyless(Signer.Keyless keyless, String authority) throws UnresolvedException {
        if (keyless.caCert().isPresent()) {
            throw new UnresolvedException(
                    ReasonCode.UNSUPPORTED,
                    "no Keyless URL specified",
                    "policy-controller never verifies with ca-cert, so the authority " + authority
                            + " can only refuse: put the authority's certificate into a TrustRoot and name it in"
                            + " keyless.trustRootRef");
        }
        TrustedRoot root = root(keyless.trustRootRef());
        return new SignerDemand.Keyless(
                root.certificateAuthorities(), root.ctLogs(), !keyless.insecureIgnoreSct(), keyless.identities());
    }

    /** A timestamp's trust root replaces the log; without it a log is asked wherever the controller asks one. */
    private LogDemand log(Authority authority) throws UnresolvedException {
        if (timestampRoot(authority).isPresent()) {
            return new LogDemand.NotRequired();
        }
        String logRoot = authority.ctlog().map(Authority.CtLog::trustRootRef).orElse("");
        String url = authority.ctlog().map(Authority.CtLog::url).orElse("");
        if (!logRoot.isEmpty()) {
            return new LogDemand.Required(root(logRoot).transparencyLogs());
        }
        if (authority.signer() instanceof Signer.Keyless keyless) {
            if (authority.bundle()) {
                return new LogDemand.Required(root(keyless.trustRootRef()).transparencyLogs());
            }
            return keyless.trustRootRef().isEmpty() || !url.isEmpty()
                    ? new LogDemand.Required(root("").transparencyLogs())
                    : new LogDemand.NotRequired();
        }
        return url.isEmpty() ? new LogDemand.NotRequired() : new LogDemand.Required(root("").transparencyLogs());
    }

    private TimestampDemand timestamp(Authority authority) throws UnresolvedException {
        Optional<String> root = timestampRoot(authority);
        if (root.isPresent()) {
            return new TimestampDemand.Required(root(root.get()).timestampAuthorities());
        }
        boolean ownRoot = authority.signer() instanceof Signer.Keyless keyless
                && (authority.bundle() || !keyless.trustRootRef().isEmpty());
        return new TimestampDemand.Optional(
                ownRoot
                        ? root(((Signer.Keyless) authority.signer()).trustRootRef())
                                .timestampAuthorities()
                        : List.of());
    }

    /**
     * The trust root of {@code rfc3161timestamp}. Upstream drops the field when it names none, and would then judge by other
     * rules than the author asked for; here it asks for a timestamp of the default trusted root.
     */
    private static Optional<String> timestampRoot(Authority authority) {
        return authority.timestampTrustRoot();
    }

    private TrustedRoot root(String name) throws UnresolvedException {
        if (!name.isEmpty()) {
            return material.trustRoot(name, judging);
        }
        try {
            return judging.defaultTrust().get();
        } catch (TrustException e) {
            throw new UnresolvedException(ReasonCode.TRUST_ROOT_UNAVAILABLE, e.getMessage(), e.remedy(), e);
        }
    }
}
