package io.jenkins.plugins.imagepolicy.jenkins.credentials;

/**
 * Resolved credentials for one registry.
 *
 * @param username empty when {@code password} is a bearer or identity token
 * @param password secret; empty for an anonymous registry
 */
public record RegistryLogin(String host, String username, String password, boolean insecure) {
    @Override
    public String toString() {
        return "RegistryLogin[" + host + "]";
    }
}
