package io.jenkins.plugins.imagepolicy.engine.signature;

/** One identity that a policy accepts. */
public interface IdentityMatcher {
    /** Whether issuer and subject (and what else is asked for) both fit; an identity without a subject never does. */
    boolean matches(CertificateIdentity identity);

    /** What is accepted, for people: {@code subject https://… issuer https://…}. */
    String describe();
}
