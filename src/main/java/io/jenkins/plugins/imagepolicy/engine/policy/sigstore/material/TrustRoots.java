package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.UnresolvedException;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.TrustRootResource;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.SigstoreKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.signature.tuf.TufTrust;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The TrustRoots given beside the policies, each read when first asked for. */
final class TrustRoots {
    private final Companions companions;
    private final Map<String, TrustedRoot> read = new ConcurrentHashMap<>();

    TrustRoots(Companions companions) {
        this.companions = companions;
    }

    boolean has(String name) {
        return companions.find("TrustRoot", "", name).isPresent();
    }

    TrustedRoot get(String name, Judging judging) throws UnresolvedException {
        TrustedRoot known = read.get(name);
        if (known != null) {
            return known;
        }
        Document document = companions
                .find("TrustRoot", "", name)
                .orElseThrow(() -> new UnresolvedException(
                        ReasonCode.TRUST_ROOT_UNAVAILABLE,
                        "trustRootRef " + name + " not found",
                        "Give the TrustRoot " + name + " beside the policies"));
        Optional<JsonNode> spec = TrustRootResource.read(document).spec();
        if (spec.isEmpty()) {
            throw new UnresolvedException(
                    ReasonCode.TRUST_ROOT_UNAVAILABLE,
                    "trustRootRef " + name + " not found, SigstoreKeys missing: the TrustRoot is not valid",
                    "Mend the TrustRoot " + name + "; 'check' shows what is wrong with it");
        }
        try {
            TrustedRoot root = read("TrustRoot " + name, spec.get(), judging);
            read.put(name, root);
            return root;
        } catch (TrustException e) {
            throw new UnresolvedException(ReasonCode.TRUST_ROOT_UNAVAILABLE, e.getMessage(), e.remedy(), e);
        }
    }

    private static TrustedRoot read(String source, JsonNode spec, Judging judging)
            throws TrustException, UnresolvedException {
        if (spec.hasNonNull("sigstoreKeys")) {
            return SigstoreKeys.read(source, spec.path("sigstoreKeys"));
        }
        if (spec.hasNonNull("repository")) {
            return ofRepository(source, spec.path("repository"), judging.now());
        }
        return remote(source, spec.path("remote"), judging);
    }

    static TrustedRoot ofRepository(String source, JsonNode repository, Instant now) throws TrustException {
        return TufTrust.ofArchive(
                source,
                bytes(repository, "root"),
                bytes(repository, "mirrorFS"),
                repository.path("targets").asText(),
                repository.path("trustedRootTarget").asText(),
                now);
    }

    private static TrustedRoot remote(String source, JsonNode remote, Judging judging)
            throws TrustException, UnresolvedException {
        if (judging.offline()) {
            throw new UnresolvedException(
                    ReasonCode.TRUST_ROOT_UNAVAILABLE,
                    source + " is not fetched from " + remote.path("mirror").asText() + ", since the gate runs offline",
                    "Give the same trust as spec.repository or spec.sigstoreKeys, or run without offline");
        }
        String mirror = remote.path("mirror").asText();
        try {
            return TufTrust.ofMirror(
                    source,
                    bytes(remote, "root"),
                    URI.create(mirror),
                    remote.path("targets").asText(),
                    remote.path("trustedRootTarget").asText(),
                    cache(mirror + remote.path("root").asText()),
                    judging.now());
        } catch (IllegalArgumentException e) {
            throw new TrustException(source + ": the mirror '" + mirror + "' is no URL", "Write https://host/path", e);
        }
    }

    /** A folder of the user's own; what is in it is verified anew at each use. */
    private static Path cache(String key) {
        String name = Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
        return Path.of(System.getProperty("user.home"), ".cache", "image-policy", "tuf", name);
    }

    private static byte[] bytes(JsonNode object, String field) {
        return Base64.getDecoder().decode(object.path(field).asText().replaceAll("\\s", ""));
    }
}
