package io.jenkins.plugins.imagepolicy.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers the requests of the OCI distribution API. */
final class RegistryHandler {
    private static final Pattern PATH =
            Pattern.compile("/v2/(.+)/(manifests|blobs|blobs/uploads|referrers|tags)/([^/]*)");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    private final RegistryStore store;
    private final LocalRegistry.Options options;

    RegistryHandler(RegistryStore store, LocalRegistry.Options options) {
        this.store = store;
        this.options = options;
    }

    void handle(HttpExchange exchange) throws IOException {
        if (!isLetIn(exchange)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"local\"");
            error(exchange, 401, "UNAUTHORIZED");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        Matcher matcher = PATH.matcher(path);
        if (path.equals("/v2/")) {
            send(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        } else if (!matcher.matches()) {
            error(exchange, 404, "NAME_INVALID");
        } else {
            String repository = matcher.group(1);
            String reference = matcher.group(3);
            switch (matcher.group(2)) {
                case "manifests" -> manifests(exchange, repository, reference);
                case "blobs" -> blob(exchange, repository, reference);
                case "blobs/uploads" -> upload(exchange, repository, reference);
                case "referrers" -> referrers(exchange, repository, reference);
                default -> tags(exchange, repository);
            }
        }
    }

    private boolean isLetIn(HttpExchange exchange) {
        String pair = options.username() + ":" + options.password();
        String expected = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return options.username().isEmpty()
                || expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void manifests(HttpExchange exchange, String repository, String reference) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            byte[] content = exchange.getRequestBody().readAllBytes();
            if (reference.startsWith("sha256:")
                    && !reference.equals(Digest.of(content).toString())) {
                error(exchange, 400, "DIGEST_INVALID");
                return;
            }
            String mediaType = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                    .orElse(MediaTypes.OCI_MANIFEST);
            Digest digest = store.putManifest(repository, reference, mediaType, content);
            exchange.getResponseHeaders().set("Location", "/v2/" + repository + "/manifests/" + digest);
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest.toString());
            if (options.referrersApi()) {
                JsonNode subject = json.readTree(content).path("subject").path("digest");
                if (subject.isTextual()) {
                    exchange.getResponseHeaders().set("OCI-Subject", subject.textValue());
                }
            }
            exchange.sendResponseHeaders(201, -1);
            return;
        }
        Optional<RegistryStore.Stored> found = store.manifest(repository, reference);
        if (found.isEmpty()) {
            error(exchange, 404, "MANIFEST_UNKNOWN");
            return;
        }
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", found.get().digest().toString());
        send(exchange, 200, found.get().mediaType(), found.get().bytes());
    }

    private void blob(HttpExchange exchange, String repository, String reference) throws IOException {
        if (reference.equals("uploads")) {
            upload(exchange, repository, "");
            return;
        }
        Optional<byte[]> blob = Digest.parse(reference).flatMap(digest -> store.blob(repository, digest));
        if (blob.isEmpty()) {
            error(exchange, 404, "BLOB_UNKNOWN");
            return;
        }
        exchange.getResponseHeaders().set("Docker-Content-Digest", reference);
        send(exchange, 200, "application/octet-stream", blob.get());
    }

    private void upload(HttpExchange exchange, String repository, String id) throws IOException {
        Map<String, String> query = query(exchange);
        byte[] part = exchange.getRequestBody().readAllBytes();
        String session = id;
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                Optional<byte[]> mounted =
                        Digest.parse(query.getOrDefault("mount", "")).flatMap(store::blobAnywhere);
                if (mounted.isPresent()) {
                    stored(exchange, repository, mounted.get());
                    return;
                }
                if (query.containsKey("digest")) {
                    finish(exchange, repository, part, query.get("digest"));
                    return;
                }
                session = UUID.randomUUID().toString();
                uploads.put(session, new ByteArrayOutputStream());
            }
            case "PATCH" -> {
                if (!append(session, part)) {
                    error(exchange, 404, "BLOB_UPLOAD_UNKNOWN");
                    return;
                }
            }
            case "PUT" -> {
                if (!append(session, part)) {
                    error(exchange, 404, "BLOB_UPLOAD_UNKNOWN");
                    return;
                }
                finish(exchange, repository, uploads.remove(session).toByteArray(), query.getOrDefault("digest", ""));
                return;
            }
            default -> {
                error(exchange, 405, "UNSUPPORTED");
                return;
            }
        }
        exchange.getResponseHeaders().set("Location", "/v2/" + repository + "/blobs/uploads/" + session);
        exchange.getResponseHeaders().set("Docker-Upload-UUID", session);
        int size = uploads.get(session).size();
        exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, size - 1));
        exchange.sendResponseHeaders(202, -1);
    }

    private boolean append(String session, byte[] part) throws IOException {
        ByteArrayOutputStream upload = uploads.get(session);
        if (upload == null) {
            return false;
        }
        upload.write(part);
        return true;
    }

    private void finish(HttpExchange exchange, String repository, byte[] content, String digest) throws IOException {
        if (!Digest.of(content).toString().equals(digest)) {
            error(exchange, 400, "DIGEST_INVALID");
            return;
        }
        stored(exchange, repository, content);
    }

    private void stored(HttpExchange exchange, String repository, byte[] content) throws IOException {
        Digest digest = store.putBlob(repository, content);
        exchange.getResponseHeaders().set("Location", "/v2/" + repository + "/blobs/" + digest);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest.toString());
        exchange.sendResponseHeaders(201, -1);
    }

    private void referrers(HttpExchange exchange, String repository, String subject) throws IOException {
        if (!options.referrersApi()) {
            error(exchange, 404, "UNSUPPORTED");
            return;
        }
        ObjectNode index = json.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        index.putArray("manifests");
        for (RegistryStore.Stored stored : store.manifests(repository)) {
            JsonNode manifest = json.readTree(stored.bytes());
            if (manifest.path("subject").path("digest").asText().equals(subject)) {
                ObjectNode descriptor = index.withArray("manifests").addObject();
                descriptor.put("mediaType", stored.mediaType());
                descriptor.put("digest", stored.digest().toString());
                descriptor.put("size", stored.bytes().length);
                descriptor.put(
                        "artifactType",
                        manifest.path("artifactType")
                                .asText(manifest.path("config")
                                        .path("mediaType")
                                        .asText()));
                if (manifest.has("annotations")) {
                    descriptor.set("annotations", manifest.get("annotations"));
                }
            }
        }
        send(exchange, 200, MediaTypes.OCI_INDEX, json.writeValueAsBytes(index));
    }

    private void tags(HttpExchange exchange, String repository) throws IOException {
        Map<String, Object> answer = Map.of("name", repository, "tags", store.tags(repository));
        send(exchange, 200, "application/json", json.writeValueAsBytes(answer));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getQuery();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            query.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return query;
    }

    private void error(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body = json.writeValueAsBytes(
                Map.of("errors", List.of(Map.of("code", code, "message", "refused by the local registry"))));
        exchange.getRequestBody().readAllBytes();
        send(exchange, status, "application/json", body);
    }

    private static void send(HttpExchange exchange, int status, String mediaType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
