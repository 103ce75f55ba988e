package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.exception;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.ImageValidatingPolicySchema;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.SchemaCheck;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** A PolicyException of {@code policies.kyverno.io}: resources for which a policy does not count. */
public record CelExceptionPolicy(JsonNode content) {
    /** The valid exceptions from a policy that are in force at {@code now}. */
    public static List<CelExceptionPolicy> of(Companions companions, String kind, String policy, Instant now) {
        return companions.ofKind("PolicyException").stream()
                .map(Document::content)
                .filter(content -> content.path("apiVersion").asText().startsWith("policies.kyverno.io/"))
                .filter(content -> SchemaCheck.check(content, ImageValidatingPolicySchema.EXCEPTION)
                        .isEmpty())
                .filter(content -> content.at("/spec/policyRefs")
                        .valueStream()
                        .anyMatch(ref -> ref.path("name").asText().equals(policy)
                                && ref.path("kind").asText().equals(kind)))
                .filter(content -> inForce(content.at("/spec/expiresAt").asText(""), now))
                .map(CelExceptionPolicy::new)
                .toList();
    }

    private static boolean inForce(String expires, Instant now) {
        try {
            return expires.isEmpty()
                    || now.isBefore(java.time.OffsetDateTime.parse(expires).toInstant());
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** {@code namespace/name}. */
    public String key() {
        String namespace = content.at("/metadata/namespace").asText();
        String name = content.at("/metadata/name").asText();
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    public JsonNode matchConditions() {
        return content.at("/spec/matchConditions");
    }
}
