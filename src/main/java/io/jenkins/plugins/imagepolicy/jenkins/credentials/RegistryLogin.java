package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import java.util.Optional;

/**
 * Resolved credentials for one registry.
 *
 * @param username empty when {@code password} is a bearer or identity token
 * @param password secret; empty for an anonymous registry, and for one that knows its clients by certificate
 * @param certificate what to show to a registry that asks for one
 */
public record RegistryLogin(
        String host, String username, String password, boolean insecure, Optional<ClientCertificate> certificate) {
    RegistryLogin(String host, String username, String password, boolean insecure) {
        this(host, username, password, insecure, Optional.empty());
    }

    @Override
    public String toString() {
        return "RegistryLogin[" + host + "]";
    }
}
