package io.jenkins.plugins.imagepolicy.engine.registry;

/**
 * What a client shows to a registry that asks for a TLS certificate, as docker's {@code certs.d} has it.
 *
 * @param certificates PEM: the client's certificate, then those up to the authority
 * @param key PEM, unencrypted: PKCS#8, or PKCS#1 for RSA
 * @param authorities PEM: certificate authorities of this registry, trusted beside the others; may be empty
 */
public record ClientIdentity(String certificates, String key, String authorities) {
    @Override
    public String toString() {
        return "ClientIdentity[]";
    }
}
