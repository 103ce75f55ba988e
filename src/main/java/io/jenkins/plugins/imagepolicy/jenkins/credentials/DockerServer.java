package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import hudson.util.Secret;
import java.util.Optional;

/**
 * The "X.509 Client Certificate" of the plugin docker-commons, which need not be installed: it is known by the name of its
 * class and read through its public properties. To a registry it is what docker keeps in {@code certs.d}.
 */
final class DockerServer {
    private static final String TYPE = "org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials";

    private DockerServer() {}

    static boolean is(Object credentials) {
        for (Class<?> type = credentials.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(TYPE)) {
                return true;
            }
        }
        return false;
    }

    /** Empty when the certificate or the key is not there, or not where every version of that plugin has had it. */
    static Optional<ClientCertificate> read(Object credentials) {
        String certificates = text(credentials, "getClientCertificate");
        String key = text(credentials, "getClientKeySecret");
        return certificates.isBlank() || key.isBlank()
                ? Optional.empty()
                : Optional.of(new ClientCertificate(certificates, key, text(credentials, "getServerCaCertificate")));
    }

    private static String text(Object credentials, String getter) {
        try {
            Object value = credentials.getClass().getMethod(getter).invoke(credentials);
            if (value instanceof Secret secret) {
                return secret.getPlainText();
            }
            return value == null ? "" : value.toString();
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }

    /** For choices in forms. */
    static final class Matcher implements CredentialsMatcher {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean matches(Credentials credentials) {
            return is(credentials);
        }
    }
}
