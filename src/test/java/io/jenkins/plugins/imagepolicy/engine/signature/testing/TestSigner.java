package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Optional;

/** Who signs: an identity with a fresh key and certificate, or the owner of a key. */
public record TestSigner(KeyPair keys, Optional<TestIdentity> identity) {
    public static TestSigner keyless(TestIdentity identity) {
        return new TestSigner(TestKeys.pair("P-256"), Optional.of(identity));
    }

    /** The release workflow of a GitHub repository. */
    public static TestSigner github(String repository) {
        return keyless(TestIdentity.github(repository));
    }

    public static TestSigner key(KeyPair keys) {
        return new TestSigner(keys, Optional.empty());
    }

    /** @param kind {@code P-256}, {@code P-384}, {@code P-521}, {@code RSA} or {@code Ed25519} */
    public static TestSigner key(String kind) {
        return key(TestKeys.pair(kind));
    }

    public PublicKey publicKey() {
        return keys.getPublic();
    }

    /** The public key as policies name it. */
    public String pem() {
        return TestKeys.pem(keys.getPublic());
    }
}
