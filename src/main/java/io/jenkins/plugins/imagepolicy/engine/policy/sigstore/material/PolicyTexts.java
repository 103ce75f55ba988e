package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.PolicyText;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.UnresolvedException;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.CompiledPolicy;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguage;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguages;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyTextException;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes {@link PolicyText}s of references. */
final class PolicyTexts {
    private static final int LARGEST_REMOTE = 1024 * 1024;

    private final Companions companions;
    private final PolicyLanguages languages;
    private final RemoteTexts remote;

    PolicyTexts(Companions companions, PolicyLanguages languages, RemoteTexts remote) {
        this.companions = companions;
        this.languages = languages;
        this.remote = remote;
    }

    /** @param name of the text, for messages */
    PolicyText of(PolicyRef reference, String name) {
        return new Once(reference, name);
    }

    /** The text, unless it would have to be fetched. */
    Optional<String> local(PolicyRef.Text source) throws UnresolvedException {
        if (source instanceof PolicyRef.Text.Data data) {
            return Optional.of(data.text());
        }
        return source instanceof PolicyRef.Text.ConfigMap configMap
                ? Optional.of(configMap(configMap))
                : Optional.empty();
    }

    CompiledPolicy compile(PolicyRef reference, String name, String text) throws PolicyTextException {
        PolicyLanguage language = reference.type() == PolicyRef.Type.REGO ? languages.rego() : languages.cue();
        return language.compile(name, text);
    }

    private String text(PolicyRef.Text source, Judging judging) throws UnresolvedException {
        Optional<String> local = local(source);
        return local.isPresent() ? local.get() : remote((PolicyRef.Text.Remote) source, judging);
    }

    private String configMap(PolicyRef.Text.ConfigMap reference) throws UnresolvedException {
        Document document = companions
                .find("ConfigMap", SecretKeys.NAMESPACE, reference.name())
                .orElse(null);
        if (document == null) {
            throw new UnresolvedException(
                    ReasonCode.POLICY_INVALID,
                    "configmap \"" + reference.name() + "\" not found",
                    "Give the ConfigMap " + reference.name() + " of namespace " + SecretKeys.NAMESPACE
                            + " beside the policies");
        }
        JsonNode text = document.content().path("data").path(reference.key());
        if (!text.isTextual()) {
            throw new UnresolvedException(
                    ReasonCode.POLICY_INVALID,
                    "configmap \"" + reference.name() + "\" does not contain key " + reference.key(),
                    "Write the policy's text below data." + reference.key());
        }
        return text.textValue();
    }

    private String remote(PolicyRef.Text.Remote reference, Judging judging) throws UnresolvedException {
        if (judging.offline()) {
            throw new UnresolvedException(
                    ReasonCode.POLICY_INVALID,
                    "the policy at " + shown(reference) + " is not fetched, since the gate runs offline",
                    "Write the policy's text as data, or run without offline");
        }
        byte[] body;
        try {
            body = remote.fetch(reference.url(), LARGEST_REMOTE);
        } catch (IOException e) {
            throw new UnresolvedException(
                    ReasonCode.REGISTRY_UNREACHABLE,
                    "could not fetch the policy at " + shown(reference) + ": " + e.getMessage(),
                    "See that the URL can be reached from where the gate runs, or write the policy's text as data",
                    e);
        }
        String have = Digest.of(body).hex();
        if (!have.equals(reference.sha256())) {
            throw new UnresolvedException(
                    ReasonCode.POLICY_INVALID,
                    "failed to check sha256sum from policy remote: " + reference.sha256() + " got " + have,
                    "Look at what has changed there, then write the new sha256sum");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Without user and query, which may hold secrets. */
    private static String shown(PolicyRef.Text.Remote reference) {
        return "https://" + reference.url().getHost() + reference.url().getPath();
    }

    /** Compiles when first asked and keeps the result; what fails is tried again by the next image. */
    private final class Once implements PolicyText {
        private final PolicyRef reference;
        private final String name;
        private volatile CompiledPolicy compiled;

        Once(PolicyRef reference, String name) {
            this.reference = reference;
            this.name = name;
        }

        @Override
        public PolicyRef reference() {
            return reference;
        }

        @Override
        public CompiledPolicy compiled(Judging judging) throws UnresolvedException {
            CompiledPolicy known = compiled;
            if (known != null) {
                return known;
            }
            String text = text(reference.text(), judging);
            PolicyLanguage language = reference.type() == PolicyRef.Type.REGO ? languages.rego() : languages.cue();
            try {
                compiled = language.compile(name, text);
                return compiled;
            } catch (PolicyTextException e) {
                throw new UnresolvedException(e.code(), e.getMessage(), e.remedy(), e);
            }
        }
    }
}
