package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a TrustRoot: decodes strictly, defaults, validates. */
public final class TrustRootResource {
    private TrustRootResource() {}

    /** @param spec with defaults; empty when a diagnostic is an error */
    public record Result(Optional<JsonNode> spec, List<Diagnostic> diagnostics) {}

    public static Result read(Document document) {
        List<Diagnostic> diagnostics = new ArrayList<>(StrictDecoding.check(document, Shapes.TRUST_ROOT));
        if (!diagnostics.isEmpty()) {
            return new Result(Optional.empty(), diagnostics);
        }
        JsonNode resource = document.content().deepCopy();
        for (String source : List.of("remote", "repository")) {
            if (resource.path("spec").path(source) instanceof ObjectNode tuf) {
                setDefault(tuf, "targets", "targets");
                setDefault(tuf, "trustedRootTarget", "trusted_root.json");
            }
        }
        FieldErrors errors = TrustRootRules.check(Field.root(resource).get("spec"));
        diagnostics.addAll(errors.diagnostics(document));
        return new Result(errors.hasErrors() ? Optional.empty() : Optional.of(resource.path("spec")), diagnostics);
    }

    private static void setDefault(ObjectNode object, String field, String value) {
        if (object.path(field).asText("").isEmpty()) {
            object.put(field, value);
        }
    }
}
