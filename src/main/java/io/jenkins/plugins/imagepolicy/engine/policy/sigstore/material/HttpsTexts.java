package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Fetches over https with the platform's certificates and proxy; follows no redirect, since the policy names the place itself. */
public final class HttpsTexts implements RemoteTexts {
    private static final int TIMEOUT_MILLISECONDS = 20_000;

    @Override
    public byte[] fetch(URI url, int limit) throws IOException {
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            throw new IOException("only https is fetched");
        }
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(TIMEOUT_MILLISECONDS);
        connection.setReadTimeout(TIMEOUT_MILLISECONDS);
        try {
            int status = connection.getResponseCode();
            if (status < 200 || status > 299) {
                throw new IOException("the answer is HTTP " + status);
            }
            try (InputStream body = connection.getInputStream()) {
                return read(body, limit);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static byte[] read(InputStream body, int limit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            if (bytes.size() + n > limit) {
                throw new IOException("the answer has more than " + limit + " bytes");
            }
            bytes.write(buffer, 0, n);
        }
        return bytes.toByteArray();
    }
}
