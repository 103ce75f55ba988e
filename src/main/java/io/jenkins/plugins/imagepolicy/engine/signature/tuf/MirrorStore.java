package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A TUF repository behind HTTP(S), through the JVM's proxy settings. */
final class MirrorStore implements TufStore {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private final URI mirror;

    /** The mirror gave no answer, so an older copy may serve. */
    static final class UnreachableException extends UncheckedIOException {
        private static final long serialVersionUID = 1L;
        private final String mirror;

        UnreachableException(URI mirror, IOException cause) {
            super("Could not reach the TUF mirror " + mirror, cause);
            this.mirror = mirror.toString();
        }

        TrustException asTrustException() {
            return new TrustException(
                    "Could not reach the TUF mirror " + mirror + ": "
                            + getCause().getMessage(),
                    "Let this machine reach the mirror, or give the trusted root as a file",
                    this);
        }
    }

    MirrorStore(URI mirror) {
        this.mirror = mirror;
    }

    @Override
    public Optional<byte[]> fetch(String path, int limit) throws TrustException {
        String base = mirror.toString();
        URI file = URI.create((base.endsWith("/") ? base : base + "/") + path);
        try {
            HttpURLConnection connection = (HttpURLConnection) file.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            // A redirect could lead from https to http.
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_FORBIDDEN) {
                // Object stores answer 403 for what is not there (TUF specification 5.3.3).
                return Optional.empty();
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw new TrustException(
                        "The TUF mirror answered " + status + " for " + file, "Give the mirror's present address");
            }
            try (InputStream body = connection.getInputStream()) {
                byte[] bytes = body.readNBytes(limit + 1);
                if (bytes.length > limit) {
                    throw new TrustException(
                            "The TUF mirror's " + file + " is too large", "Check the mirror's address");
                }
                return Optional.of(bytes);
            }
        } catch (IOException e) {
            throw new UnreachableException(mirror, e);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new TrustException("'" + mirror + "' is no address of a TUF mirror", "Write https://host/path", e);
        }
    }
}
