package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.UnresolvedException;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority.KeyRef;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PublicKeyPem;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Public keys, wherever {@code key} says they are (source: policy-controller pkg/reconciler/clusterimagepolicy). */
final class SecretKeys {
    static final String NAMESPACE = "cosign-system";

    private final Companions companions;
    private final Map<KeyRef, PublicKey> read = new ConcurrentHashMap<>();

    SecretKeys(Companions companions) {
        this.companions = companions;
    }

    PublicKey key(String authority, KeyRef reference) throws UnresolvedException {
        PublicKey known = read.get(reference);
        if (known != null) {
            return known;
        }
        PublicKey key = parse(authority, reference);
        read.put(reference, key);
        return key;
    }

    private PublicKey parse(String authority, KeyRef reference) throws UnresolvedException {
        if (reference instanceof KeyRef.Data data) {
            return PublicKeyPem.parse(data.pem()).orElseThrow(() -> none(authority));
        }
        if (reference instanceof KeyRef.Secret secret) {
            return secret(secret.name());
        }
        throw new UnresolvedException(
                ReasonCode.UNSUPPORTED,
                "there are no public keys for authority " + authority + ": the gate asks no key management service",
                "Export the public key (cosign public-key --key " + ((KeyRef.Kms) reference).reference()
                        + ") and give it as key.data");
    }

    private PublicKey secret(String name) throws UnresolvedException {
        Optional<Document> document = companions.find("Secret", NAMESPACE, name);
        if (document.isEmpty()) {
            throw new UnresolvedException(
                    ReasonCode.TRUST_ROOT_UNAVAILABLE,
                    "secret \"" + name + "\" not found",
                    "Give the Secret " + name + " of namespace " + NAMESPACE
                            + " beside the policies, or its key as credential (secrets, --secret " + name + "=FILE)");
        }
        Map<String, String> entries = entries(name, document.get().content());
        if (entries.size() != 1) {
            String problem =
                    entries.isEmpty() ? "contains no data" : "contains multiple data entries, only one is supported";
            throw bad(name, problem, "Keep one entry with the public key in PEM");
        }
        return ofSecret(name, entries.values().iterator().next());
    }

    private static Map<String, String> entries(String name, JsonNode secret) throws UnresolvedException {
        Map<String, String> entries = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : secret.path("data").properties()) {
            try {
                byte[] value =
                        Base64.getDecoder().decode(entry.getValue().asText().replaceAll("\\s", ""));
                entries.put(entry.getKey(), new String(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw bad(
                        name, "has data that is no base64", "Write base64 below data, or plain text below stringData");
            }
        }
        for (Map.Entry<String, JsonNode> entry : secret.path("stringData").properties()) {
            entries.put(entry.getKey(), entry.getValue().asText());
        }
        return entries;
    }

    private static PublicKey ofSecret(String name, String pem) throws UnresolvedException {
        return PublicKeyPem.parse(pem)
                .orElseThrow(() -> bad(name, "contains an invalid public key", "Give a public key in PEM"));
    }

    private static UnresolvedException bad(String name, String problem, String remedy) {
        return new UnresolvedException(ReasonCode.POLICY_INVALID, "secret \"" + name + "\" " + problem, remedy);
    }

    private static UnresolvedException none(String authority) {
        return new UnresolvedException(
                ReasonCode.POLICY_INVALID,
                "there are no public keys for authority " + authority,
                "Write key.data in PEM");
    }
}
