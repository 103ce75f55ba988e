package io.jenkins.plugins.imagepolicy.engine.registry.testing;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A repository of a real registry, pushed into as the distribution-spec has it. */
final class PushedRepository implements ArtefactStore {
    private static final byte[] NOTHING = {};

    private final String base;
    private final Optional<String> authorization;
    private final HttpClient client;

    /** @param base {@code https://host/v2/path} */
    PushedRepository(String base, Optional<String> authorization, SSLContext tls) {
        this.base = base;
        this.authorization = authorization;
        this.client = HttpClient.newBuilder().sslContext(tls).build();
    }

    @Override
    public Digest blob(byte[] content) {
        Digest digest = Digest.of(content);
        String type = "application/octet-stream";
        String upload = send("POST", URI.create(base + "/blobs/uploads/"), type, NOTHING)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        URI target = URI.create(base).resolve(upload + (upload.contains("?") ? "&" : "?") + "digest=" + digest);
        send("PUT", target, type, content);
        return digest;
    }

    @Override
    public Digest manifest(Optional<String> reference, String mediaType, byte[] content) {
        Digest digest = Digest.of(content);
        send("PUT", URI.create(base + "/manifests/" + reference.orElse(digest.toString())), mediaType, content);
        listReferrer(mediaType, content);
        return digest;
    }

    @Override
    public Optional<byte[]> tagged(String tag) {
        HttpResponse<byte[]> answer = send("GET", URI.create(base + "/manifests/" + tag), OCI_INDEX, NOTHING);
        return answer.statusCode() == HttpURLConnection.HTTP_OK ? Optional.of(answer.body()) : Optional.empty();
    }

    private HttpResponse<byte[]> send(String method, URI uri, String type, byte[] content) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header(method.equals("GET") ? "Accept" : "Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(content));
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2 && !method.equals("GET")) {
                throw new IOException(method + " " + uri + ": " + answer.statusCode());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
