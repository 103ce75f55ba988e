package io.jenkins.plugins.imagepolicy.engine.signature;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;

/** The usual ways to say which identity is accepted. */
public final class IdentityMatchers {
    /**
     * How issuer or subject must read.
     *
     * @param description for people, after the word issuer or subject
     */
    public record Rule(Predicate<String> accepts, String description) {}

    private IdentityMatchers() {}

    public static Rule equalTo(String value) {
        return new Rule(value::equals, value);
    }

    /**
     * An RE2 expression found anywhere in the value, as cosign and policy-controller do; linear in time.
     *
     * @throws IllegalArgumentException when the expression is no RE2; the message says why
     */
    public static Rule search(String expression) {
        try {
            Pattern pattern = Pattern.compile(expression);
            return new Rule(value -> pattern.matcher(value).find(), "/" + expression + "/");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + expression + "' is no RE2 expression: " + e.getMessage(), e);
        }
    }

    public static Rule anything() {
        return new Rule(value -> true, "*");
    }

    public static IdentityMatcher exact(String issuer, String subject) {
        return of(equalTo(issuer), equalTo(subject));
    }

    public static IdentityMatcher regexp(String issuer, String subject) {
        return of(search(issuer), search(subject));
    }

    /** Fits when the issuer and at least one subject do; every certificate must have an issuer and a subject. */
    public static IdentityMatcher of(Rule issuer, Rule subject) {
        return new IdentityMatcher() {
            @Override
            public boolean matches(CertificateIdentity identity) {
                return !identity.issuer().isEmpty()
                        && issuer.accepts().test(identity.issuer())
                        && identity.subjects().stream()
                                .anyMatch(s -> !s.isEmpty() && subject.accepts().test(s));
            }

            @Override
            public String describe() {
                return "subject " + subject.description() + " issuer " + issuer.description();
            }
        };
    }
}
