package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.ClientIdentity;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS trust: the platform's certificate authorities with further ones beside them, or, where asked for by name, none at all. */
final class Trust {
    private static final long LARGEST_PEM = 4L * 1024 * 1024;

    private Trust() {}

    static SSLContext verified(List<Path> additional) throws RegistryException {
        try {
            return additional.isEmpty()
                    ? SSLContext.getDefault()
                    : context(null, managers(authorities(additional, List.of())));
        } catch (GeneralSecurityException | IOException e) {
            throw new RegistryException(
                    ReasonCode.INPUT_INVALID,
                    "Could not set up TLS because " + e.getMessage(),
                    "Check the certificate authorities of this Java and the files given",
                    e);
        }
    }

    /** As {@link #verified}, with a certificate for the server to see and with that server's own authorities. */
    static SSLContext verified(List<Path> additional, Origin origin, ClientIdentity identity) throws RegistryException {
        try {
            Collection<? extends Certificate> own = identity.authorities().isBlank()
                    ? List.of()
                    : ClientKeys.certificates(identity.authorities(), "server's authority");
            return context(ClientKeys.managers(identity), managers(authorities(additional, own)));
        } catch (GeneralSecurityException | IOException e) {
            // Without the cause: some of the platform's messages quote what they could not read.
            throw new RegistryException(
                    ReasonCode.INPUT_INVALID,
                    "Could not use the client certificate for " + origin.authority() + " because "
                            + (e instanceof IOException ? e.getMessage() : "certificate and key cannot be read"),
                    "Give the client's certificate and its unencrypted key as PEM");
        }
    }

    private static KeyStore authorities(List<Path> additional, Collection<? extends Certificate> own)
            throws GeneralSecurityException, IOException, RegistryException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int count = 0;
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager platform) {
                for (X509Certificate certificate : platform.getAcceptedIssuers()) {
                    all.setCertificateEntry("platform-" + count++, certificate);
                }
            }
        }
        for (Path file : additional) {
            for (Certificate certificate : read(file)) {
                all.setCertificateEntry("additional-" + count++, certificate);
            }
        }
        for (Certificate certificate : own) {
            all.setCertificateEntry("own-" + count++, certificate);
        }
        return all;
    }

    static SSLContext unverified() {
        try {
            return context(null, new TrustManager[] {new Anybody()});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, managers, null);
        return context;
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static Collection<? extends Certificate> read(Path file) throws RegistryException {
        try (InputStream input = Files.newInputStream(file)) {
            if (Files.size(file) > LARGEST_PEM) {
                throw new IOException("it has more than " + LARGEST_PEM + " bytes");
            }
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(input);
            if (found.isEmpty()) {
                throw new IOException("it holds no certificate");
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw new RegistryException(
                    ReasonCode.INPUT_INVALID,
                    "Could not read the certificate authorities in " + file + " because " + e.getMessage(),
                    "Give a PEM file with X.509 certificates",
                    e);
        }
    }

    /** For hosts that the user named as insecure. Extends the class whose checks the platform adds nothing to. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
