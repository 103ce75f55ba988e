package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The controller's ConfigMap {@code config-policy-controller} (source: policy-controller pkg/config/store.go).
 *
 * @param noMatchPolicy deny, warn or allow; anything unknown is deny
 * @param enableOci11 attestations through referrers that upstream does not verify; never done here
 */
public record ControllerSettings(
        String noMatchPolicy, boolean failOnEmptyAuthorities, boolean enableOci11, List<Diagnostic> diagnostics) {
    public static final String NAME = "config-policy-controller";

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    public ControllerSettings {
        diagnostics = List.copyOf(diagnostics);
    }

    public static ControllerSettings read(Document document) {
        JsonNode data = document.content().path("data");
        List<Diagnostic> diagnostics = new ArrayList<>();
        String noMatch = data.path("no-match-policy").asText("");
        return new ControllerSettings(
                Set.of("allow", "warn").contains(noMatch) ? noMatch : "deny",
                bool(document, "fail-on-empty-authorities", true, diagnostics),
                bool(document, "enable-oci11", false, diagnostics),
                diagnostics);
    }

    private static boolean bool(Document document, String key, boolean otherwise, List<Diagnostic> diagnostics) {
        JsonNode value = document.content().path("data").path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!TRUE.contains(value.asText()) && !FALSE.contains(value.asText())) {
            diagnostics.add(document.error(
                    ReasonCode.POLICY_INVALID,
                    JsonPointer.compile("/data").appendProperty(key),
                    "failed to parse \"" + key + "\": strconv.ParseBool: parsing \"" + value.asText()
                            + "\": invalid syntax",
                    "Write \"true\" or \"false\""));
            return otherwise;
        }
        return TRUE.contains(value.asText());
    }
}
