package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    private CredentialsMatchers() {}

    public static CredentialsMatcher anyOf(CredentialsMatcher... matchers) {
        return credentials -> {
            for (CredentialsMatcher matcher : matchers) {
                if (matcher.matches(credentials)) {
                    return true;
                }
            }
            return false;
        };
    }

    @SuppressWarnings("rawtypes")
    public static CredentialsMatcher instanceOf(Class type) {
        return type::isInstance;
    }
}
