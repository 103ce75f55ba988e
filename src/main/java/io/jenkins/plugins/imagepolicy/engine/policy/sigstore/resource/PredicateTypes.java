package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Short names of predicate types (source: cosign pkg/cosign/attestation and cmd/cosign/cli/options). */
public final class PredicateTypes {
    private static final Map<String, String> URIS = Map.of(
            "custom", "https://cosign.sigstore.dev/attestation/v1",
            "slsaprovenance", "https://slsa.dev/provenance/v0.2",
            "slsaprovenance02", "https://slsa.dev/provenance/v0.2",
            "slsaprovenance1", "https://slsa.dev/provenance/v1",
            "spdx", "https://spdx.dev/Document",
            "spdxjson", "https://spdx.dev/Document",
            "cyclonedx", "https://cyclonedx.org/bom",
            "link", "https://in-toto.io/Link/v1",
            "vuln", "https://cosign.sigstore.dev/attestation/vuln/v1",
            "openvex", "https://openvex.dev/ns");
    private static final Set<String> DEPRECATED =
            Set.of("custom", "slsaprovenance", "spdx", "spdxjson", "cyclonedx", "link", "vuln");
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:|/)[^\\p{Cntrl}]*");

    private PredicateTypes() {}

    /** The URI behind a short name; any other text is itself. */
    public static String uri(String type) {
        return URIS.getOrDefault(type, type);
    }

    public static boolean isShortName(String type) {
        return URIS.containsKey(type);
    }

    /** Whether upstream warns of this type: a short name, or neither an absolute URI nor an absolute path. */
    static boolean isDeprecated(String type) {
        return DEPRECATED.contains(type)
                || !type.equals("*") && !ABSOLUTE.matcher(type).matches();
    }
}
