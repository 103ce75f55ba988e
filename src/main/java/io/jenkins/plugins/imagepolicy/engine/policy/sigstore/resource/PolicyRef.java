package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;

/**
 * A policy's text and what it sees.
 *
 * @param pointer where {@code policy} stands in the document
 */
public record PolicyRef(Type type, Text text, Includes includes, JsonPointer pointer) {
    public enum Type {
        CUE,
        REGO
    }

    /** Where the text comes from. */
    public sealed interface Text {
        record Data(String text) implements Text {}

        /** @param sha256 lower-case hexadecimal, as written */
        record Remote(URI url, String sha256) implements Text {}

        record ConfigMap(String name, String key) implements Text {}
    }

    /** What the input holds besides the authorities' matches. */
    public record Includes(boolean configFile, boolean spec, boolean objectMeta, boolean typeMeta) {}
}
