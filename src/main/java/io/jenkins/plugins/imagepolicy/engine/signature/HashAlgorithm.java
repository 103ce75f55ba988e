package io.jenkins.plugins.imagepolicy.engine.signature;

/** Hash of a signature, as the field {@code hashAlgorithm} and its like name it. */
public enum HashAlgorithm {
    SHA224("SHA-224"),
    SHA256("SHA-256"),
    SHA384("SHA-384"),
    SHA512("SHA-512");

    private final String javaName;

    HashAlgorithm(String javaName) {
        this.javaName = javaName;
    }

    /** Name for {@link java.security.MessageDigest}. */
    public String javaName() {
        return javaName;
    }
}
