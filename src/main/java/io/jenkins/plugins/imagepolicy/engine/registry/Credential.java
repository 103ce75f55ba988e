package io.jenkins.plugins.imagepolicy.engine.registry;

/** What to prove oneself with to one registry. Never printed. */
public sealed interface Credential {
    /** User name and password, or an access token in the password's place. */
    record Basic(String username, String password) implements Credential {
        @Override
        public String toString() {
            return "Basic[***]";
        }
    }

    /** An OAuth 2 refresh token, exchanged at the registry's token service (docker's {@code identitytoken}). */
    record IdentityToken(String token) implements Credential {
        @Override
        public String toString() {
            return "IdentityToken[***]";
        }
    }

    /** A bearer token that the registry takes as it is (docker's {@code registrytoken}). */
    record BearerToken(String token) implements Credential {
        @Override
        public String toString() {
            return "BearerToken[***]";
        }
    }

    /**
     * Reads the pair that a form, a credential helper or docker's config gives.
     *
     * @param username {@code <token>} says that the password is an identity token, empty that it is a bearer token
     */
    static Credential of(String username, String password) {
        if (username.equals("<token>")) {
            return new IdentityToken(password);
        }
        return username.isEmpty() ? new BearerToken(password) : new Basic(username, password);
    }
}
