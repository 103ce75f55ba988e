package io.jenkins.plugins.imagepolicy.engine.registry;

/** Platform of an image; parts that are not given are empty. */
public record Platform(String os, String architecture, String variant) {
    /** {@code linux/arm64/v8}, without the parts that are empty. */
    @Override
    public String toString() {
        return variant.isEmpty() ? os + "/" + architecture : os + "/" + architecture + "/" + variant;
    }
}
