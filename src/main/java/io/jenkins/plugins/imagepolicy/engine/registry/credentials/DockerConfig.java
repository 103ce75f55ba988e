package io.jenkins.plugins.imagepolicy.engine.registry.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Docker's config.json (docker CLI {@code cli/config/configfile}, containers-auth.json(5)). An entry for a path under the host
 * wins, then the host's credential helper, then the store of all credentials, then the host's own entry.
 */
final class DockerConfig {
    static final DockerConfig EMPTY = new DockerConfig(Path.of(""), Map.of(), Map.of(), "", null);
    private static final long LARGEST = 1024 * 1024;

    private final Path file;
    private final Map<String, JsonNode> entries;
    private final Map<String, String> helpers;
    private final String store;
    private final CredentialHelper helper;
    private final Map<String, Optional<Credential>> asked = new ConcurrentHashMap<>();

    private DockerConfig(
            Path file,
            Map<String, JsonNode> entries,
            Map<String, String> helpers,
            String store,
            CredentialHelper helper) {
        this.file = file;
        this.entries = entries;
        this.helpers = helpers;
        this.store = store;
        this.helper = helper;
    }

    static DockerConfig read(Path file, CredentialHelper helper) throws RegistryException {
        JsonNode json;
        try {
            if (Files.size(file) > LARGEST) {
                throw invalid(file, "it has more than " + LARGEST + " bytes");
            }
            json = StrictJson.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw invalid(file, "it cannot be opened (" + e.getClass().getSimpleName() + ")");
        } catch (StrictJson.InvalidJsonException e) {
            throw invalid(file, "it is no valid JSON");
        }
        Map<String, JsonNode> entries = new HashMap<>();
        json.path("auths")
                .properties()
                .forEach(entry -> entries.put(CredentialSource.key(entry.getKey()), entry.getValue()));
        Map<String, String> helpers = new HashMap<>();
        json.path("credHelpers")
                .properties()
                .forEach(entry -> helpers.put(
                        CredentialSource.key(entry.getKey()), entry.getValue().asText()));
        return new DockerConfig(file, entries, helpers, json.path("credsStore").asText(""), helper);
    }

    Optional<Credential> find(String host, String path) throws RegistryException {
        Map<String, JsonNode> ofPaths = new HashMap<>(entries);
        CredentialSource.aliases(host).forEach(ofPaths::remove);
        Optional<JsonNode> ofPath = CredentialSource.longest(ofPaths, host, path);
        if (ofPath.isPresent()) {
            return read(host, ofPath.get());
        }
        for (String name : CredentialSource.aliases(host)) {
            if (helpers.containsKey(name)) {
                return ask(helpers.get(name), host);
            }
        }
        if (!store.isEmpty()) {
            Optional<Credential> stored = ask(store, host);
            if (stored.isPresent()) {
                return stored;
            }
        }
        Optional<JsonNode> ofHost = CredentialSource.longest(entries, host, "");
        return ofHost.isPresent() ? read(host, ofHost.get()) : Optional.empty();
    }

    private Optional<Credential> ask(String name, String host) throws RegistryException {
        String server = CredentialSource.aliases(host).size() > 1 ? "https://index.docker.io/v1/" : host;
        Optional<Credential> known = asked.get(name + " " + server);
        if (known == null) {
            synchronized (this) {
                known = asked.get(name + " " + server);
                if (known == null) {
                    known = helper.get(name, server);
                    asked.put(name + " " + server, known);
                }
            }
        }
        return known;
    }

    private Optional<Credential> read(String host, JsonNode entry) throws RegistryException {
        String identity = entry.path("identitytoken").asText("");
        if (!identity.isEmpty()) {
            return Optional.of(new Credential.IdentityToken(identity));
        }
        String registry = entry.path("registrytoken").asText("");
        if (!registry.isEmpty()) {
            return Optional.of(new Credential.BearerToken(registry));
        }
        String auth = entry.path("auth").asText("");
        if (!auth.isEmpty()) {
            return Optional.of(decode(host, auth));
        }
        String username = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        return username.isEmpty() ? Optional.empty() : Optional.of(new Credential.Basic(username, password));
    }

    private Credential decode(String host, String auth) throws RegistryException {
        try {
            String pair =
                    new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8).replaceAll("\0+$", "");
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return new Credential.Basic(pair.substring(0, colon), pair.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            // Said below, without what it quotes.
        }
        throw invalid(file, "its entry for " + host + " holds no user name and password");
    }

    private static RegistryException invalid(Path file, String why) {
        return new RegistryException(
                ReasonCode.INPUT_INVALID,
                "Could not read the registry credentials in " + file + " because " + why,
                "Give docker's config.json, as 'docker login' writes it");
    }
}
