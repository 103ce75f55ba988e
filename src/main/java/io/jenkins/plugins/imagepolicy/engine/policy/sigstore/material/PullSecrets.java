package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.UnresolvedException;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code source[].signaturePullSecrets}: Secrets of type {@code kubernetes.io/dockerconfigjson} or {@code kubernetes.io/dockercfg}.
 * Nothing of their content reaches a message.
 */
final class PullSecrets {
    private final Companions companions;

    PullSecrets(Companions companions) {
        this.companions = companions;
    }

    /** Credentials by host, or by host and path; of several for one host the first counts. */
    Map<String, Credential> credentials(List<String> names, String namespace) throws UnresolvedException {
        Map<String, Credential> credentials = new HashMap<>();
        for (String name : names) {
            Document secret = companions
                    .find("Secret", namespace, name)
                    .orElseThrow(() -> new UnresolvedException(
                            ReasonCode.ACCESS_DENIED,
                            "secret \"" + name + "\" not found",
                            "Give the Secret beside the policies, or docker's config.json as credential (secrets, --secret "
                                    + name + "=FILE)"));
            add(name, secret.content(), credentials);
        }
        return credentials;
    }

    private static void add(String name, JsonNode secret, Map<String, Credential> credentials)
            throws UnresolvedException {
        boolean legacy = secret.path("type").asText().equals("kubernetes.io/dockercfg");
        String key = legacy ? ".dockercfg" : ".dockerconfigjson";
        try {
            String text = secret.path("stringData").path(key).asText("");
            if (text.isEmpty()) {
                String data = secret.path("data").path(key).asText("").replaceAll("\\s", "");
                text = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
            }
            JsonNode config = new JsonMapper().readTree(text);
            JsonNode entries = legacy ? config : config.path("auths");
            if (!entries.isObject()) {
                throw problem(name, "has no credentials", "Make it with kubectl create secret docker-registry");
            }
            for (Map.Entry<String, JsonNode> entry : entries.properties()) {
                credentials.putIfAbsent(host(entry.getKey()), credential(entry.getValue()));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw problem(name, "cannot be read", "Make it with kubectl create secret docker-registry");
        }
    }

    /** {@code https://index.docker.io/v1/} names the host {@code index.docker.io}. */
    private static String host(String key) {
        return key.replaceFirst("^https?://", "").replaceFirst("/(v1|v2)?/?$", "");
    }

    private static Credential credential(JsonNode entry) {
        String username = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        String identityToken = entry.path("identitytoken").asText("");
        if (!identityToken.isEmpty()) {
            return new Credential.IdentityToken(identityToken);
        }
        String auth = entry.path("auth").asText("");
        if (username.isEmpty() && !auth.isEmpty()) {
            String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            username = colon < 0 ? pair : pair.substring(0, colon);
            password = colon < 0 ? "" : pair.substring(colon + 1);
        }
        return Credential.of(username, password);
    }

    private static UnresolvedException problem(String name, String problem, String remedy) {
        return new UnresolvedException(ReasonCode.POLICY_INVALID, "secret \"" + name + "\" " + problem, remedy);
    }
}
