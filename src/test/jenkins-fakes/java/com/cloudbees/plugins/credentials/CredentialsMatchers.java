package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    private CredentialsMatchers() {}

    /** A matcher of the fakes. */
    public interface Fake extends CredentialsMatcher {
        boolean matches(Credentials credentials);
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... matchers) {
        return (Fake) credentials -> {
            for (CredentialsMatcher matcher : matchers) {
                if (((Fake) matcher).matches(credentials)) {
                    return true;
                }
            }
            return false;
        };
    }

    @SuppressWarnings("rawtypes")
    public static CredentialsMatcher instanceOf(Class type) {
        return (Fake) type::isInstance;
    }
}
