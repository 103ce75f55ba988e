package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.image.ImageGlob;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.Attestation;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.CtLog;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.KeyRef;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.Signer;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.Source;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef.Includes;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatchers;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a ClusterImagePolicy: decodes strictly, defaults, validates, and only then makes a {@link CipSpec}. */
public final class ClusterImagePolicyReader {
    private ClusterImagePolicyReader() {}

    /** @param spec empty when a diagnostic is an error */
    public record Result(Optional<CipSpec> spec, List<Diagnostic> diagnostics) {}

    public static Result read(Document document, ResourceOptions options) {
        List<Diagnostic> diagnostics = new ArrayList<>(StrictDecoding.check(document, Shapes.CLUSTER_IMAGE_POLICY));
        if (!diagnostics.isEmpty()) {
            return new Result(Optional.empty(), diagnostics);
        }
        Field resource = Field.root(Defaulting.apply(document.content()));
        FieldErrors errors = CipRules.check(resource.get("spec"), options);
        diagnostics.addAll(errors.diagnostics(document));
        return new Result(errors.hasErrors() ? Optional.empty() : Optional.of(spec(resource)), diagnostics);
    }

    private static CipSpec spec(Field resource) {
        Field spec = resource.get("spec");
        return new CipSpec(
                resource.get("metadata").get("name").text(),
                spec.get("mode").text().equals("warn") ? PolicyMode.WARN : PolicyMode.ENFORCE,
                spec.get("images").items().stream()
                        .map(i -> ImageGlob.compile(i.get("glob").text()))
                        .toList(),
                spec.get("match").items().stream()
                        .map(ClusterImagePolicyReader::match)
                        .toList(),
                spec.get("authorities").items().stream()
                        .map(ClusterImagePolicyReader::authority)
                        .toList(),
                policy(spec.get("policy")));
    }

    private static Authority authority(Field authority) {
        return new Authority(
                authority.get("name").text(),
                signer(authority),
                authority.get("source").items().stream()
                        .findFirst()
                        .map(s -> new Source(
                                s.get("oci").text(),
                                s.get("signaturePullSecrets").items().stream()
                                        .map(p -> p.get("name").text())
                                        .toList(),
                                s.get("tagPrefix").text())),
                optional(authority.get("ctlog"))
                        .map(l -> new CtLog(
                                l.get("url").text(), l.get("trustRootRef").text())),
                authority.get("attestations").items().stream()
                        .map(a -> new Attestation(
                                a.get("name").text(), a.get("predicateType").text(), policy(a.get("policy"))))
                        .toList(),
                optional(authority.get("rfc3161timestamp"))
                        .map(t -> t.get("trustRootRef").text()),
                authority.get("signatureFormat").text().equals("bundle"),
                authority.pointer());
    }

    private static Signer signer(Field authority) {
        Field fixed = authority.get("static");
        if (fixed.present()) {
            return new Signer.Static(
                    fixed.get("action").text().equals("pass"),
                    fixed.get("message").text());
        }
        Field key = authority.get("key");
        if (key.present()) {
            String hash = KeyRules.normalized(key.get("hashAlgorithm").text());
            return new Signer.Key(key(key), hash.isEmpty() ? "sha256" : hash);
        }
        Field keyless = authority.get("keyless");
        return new Signer.Keyless(
                keyless.get("url").text(),
                optional(keyless.get("ca-cert")).map(ClusterImagePolicyReader::key),
                keyless.get("identities").items().stream()
                        .map(i -> IdentityMatchers.of(rule(i, "issuer"), rule(i, "subject")))
                        .toList(),
                keyless.get("trustRootRef").text(),
                keyless.get("insecureIgnoreSCT").isTrue());
    }

    private static KeyRef key(Field key) {
        if (key.get("data").hasText()) {
            return new KeyRef.Data(key.get("data").text());
        }
        if (key.get("kms").hasText()) {
            return new KeyRef.Kms(key.get("kms").text());
        }
        return new KeyRef.Secret(key.get("secretRef").get("name").text());
    }

    private static IdentityMatchers.Rule rule(Field identity, String name) {
        Field exact = identity.get(name);
        return exact.hasText()
                ? IdentityMatchers.equalTo(exact.text())
                : IdentityMatchers.search(identity.get(name + "RegExp").text());
    }

    private static Optional<PolicyRef> policy(Field policy) {
        return optional(policy)
                .map(p -> new PolicyRef(
                        p.get("type").text().equals("rego") ? PolicyRef.Type.REGO : PolicyRef.Type.CUE,
                        policyText(p),
                        new Includes(
                                p.get("fetchConfigFile").isTrue(),
                                p.get("includeSpec").isTrue(),
                                p.get("includeObjectMeta").isTrue(),
                                p.get("includeTypeMeta").isTrue()),
                        p.pointer()));
    }

    private static PolicyRef.Text policyText(Field policy) {
        if (policy.get("data").hasText()) {
            return new PolicyRef.Text.Data(policy.get("data").text());
        }
        Field remote = policy.get("remote");
        if (remote.present()) {
            return new PolicyRef.Text.Remote(
                    URI.create(remote.get("url").text()),
                    remote.get("sha256sum").text());
        }
        Field configMap = policy.get("configMapRef");
        return new PolicyRef.Text.ConfigMap(
                configMap.get("name").text(), configMap.get("key").text());
    }

    static MatchResource match(Field match) {
        return new MatchResource(
                match.get("group").text(),
                match.get("version").text(),
                match.get("resource").text(),
                optional(match.get("selector")).map(ClusterImagePolicyReader::selector),
                match.pointer());
    }

    private static MatchResource.LabelSelector selector(Field selector) {
        Map<String, String> labels = new HashMap<>();
        for (Map.Entry<String, JsonNode> label :
                selector.get("matchLabels").value().properties()) {
            labels.put(label.getKey(), label.getValue().asText(""));
        }
        return new MatchResource.LabelSelector(
                labels,
                selector.get("matchExpressions").items().stream()
                        .map(e -> new MatchResource.Expression(
                                e.get("key").text(),
                                e.get("operator").text(),
                                e.get("values").items().stream()
                                        .map(Field::text)
                                        .toList()))
                        .toList());
    }

    private static Optional<Field> optional(Field field) {
        return field.present() ? Optional.of(field) : Optional.empty();
    }
}
