package io.jenkins.plugins.imagepolicy.jenkins.credentials;

/**
 * A certificate that a registry asks its clients for. All is PEM.
 *
 * @param certificates the client's certificate and those up to its authority
 * @param key secret
 * @param authorities of the registry; may be empty
 */
public record ClientCertificate(String certificates, String key, String authorities) {
    @Override
    public String toString() {
        return "ClientCertificate[]";
    }
}
