package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
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
            if (additional.isEmpty()) {
                return SSLContext.getDefault();
            }
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
            return context(managers(all));
        } catch (GeneralSecurityException | IOException e) {
            throw new RegistryException(
                    ReasonCode.INPUT_INVALID,
                    "Could not set up TLS because " + e.getMessage(),
                    "Check the certificate authorities of this Java and the files given",
                    e);
        }
    }

    static SSLContext unverified() {
        try {
            return context(new TrustManager[] {new Anybody()});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    private static SSLContext context(TrustManager[] managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
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
