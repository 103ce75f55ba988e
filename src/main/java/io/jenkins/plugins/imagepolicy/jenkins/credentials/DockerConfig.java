package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.AbortException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Docker's {@code config.json} as a secret file: {@code auths} by host. Credential helpers belong to a machine, not to a file. */
final class DockerConfig {
    private static final List<String> DOCKER_HUB = List.of("docker.io", "index.docker.io", "registry-1.docker.io");

    private DockerConfig() {}

    record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    static Login login(String config, String host, String id) throws AbortException {
        JsonNode auths;
        try {
            auths = new ObjectMapper().readTree(config).path("auths");
        } catch (JsonProcessingException e) {
            // The parser's own message would quote the file.
            throw new AbortException(Messages.DockerConfig_Invalid(id));
        }
        for (var entry : auths.properties()) {
            if (isSame(host(entry.getKey()), host)) {
                return login(entry.getValue(), host, id);
            }
        }
        throw new AbortException(Messages.DockerConfig_NoHost(id, host));
    }

    private static Login login(JsonNode entry, String host, String id) throws AbortException {
        String token =
                entry.path("identitytoken").asText(entry.path("registrytoken").asText(""));
        if (!token.isEmpty()) {
            return new Login("", token);
        }
        String username = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        if (!username.isEmpty() && !password.isEmpty()) {
            return new Login(username, password);
        }
        try {
            String decoded =
                    new String(Base64.getMimeDecoder().decode(entry.path("auth").asText("")), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            if (colon > 0 && colon < decoded.length() - 1) {
                return new Login(decoded.substring(0, colon), decoded.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.DockerConfig_NoLogin(id, host));
        }
        throw new AbortException(Messages.DockerConfig_NoLogin(id, host));
    }

    /** Docker writes keys as {@code host}, {@code https://host} or {@code https://host/v1/}. */
    private static String host(String key) {
        String bare = key.replaceFirst("^https?://", "");
        int slash = bare.indexOf('/');
        return slash < 0 ? bare : bare.substring(0, slash);
    }

    private static boolean isSame(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        return a.equals(b) || (DOCKER_HUB.contains(a) && DOCKER_HUB.contains(b));
    }
}
