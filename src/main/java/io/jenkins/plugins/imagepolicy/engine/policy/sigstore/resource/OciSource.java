package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import java.util.Optional;
import java.util.regex.Pattern;

/** The format of {@code source[].oci} (source: policy-controller pkg/apis/policy/common, go-containerregistry pkg/name). */
final class OciSource {
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_-./";
    private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9_\\-./]*");
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^@/?#\\[\\]\\s%\\\\\"<>^`{|}]*?)(:[0-9]*)?");

    private OciSource() {}

    /** What is wrong with the text; empty when nothing is. */
    static Optional<String> problem(String oci) {
        if (!namesRepository(oci)) {
            return registry(oci);
        }
        int slash = oci.indexOf('/');
        String repository = oci.substring(slash + 1);
        if (repository.length() < 2 || repository.length() > 255) {
            return Optional.of("repository must be between 2 and 255 characters in length: " + repository);
        }
        if (!REPOSITORY.matcher(repository).matches()) {
            return Optional.of("repository can only contain the characters `" + CHARACTERS + "`: " + repository);
        }
        return registry(oci.substring(0, slash));
    }

    /** Whether a repository is named, as against a registry alone, which upstream accepts and then reads as a Docker Hub name. */
    static boolean namesRepository(String oci) {
        int slash = oci.indexOf('/');
        String host = slash < 0 ? "" : oci.substring(0, slash);
        return host.contains(".") || host.contains(":");
    }

    private static Optional<String> registry(String host) {
        return HOST.matcher(host).matches()
                ? Optional.empty()
                : Optional.of("registries must be valid RFC 3986 URI authorities: " + host);
    }
}
