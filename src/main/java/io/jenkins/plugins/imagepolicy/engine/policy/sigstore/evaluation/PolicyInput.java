package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef.Includes;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.util.Map;

/**
 * The input of a ClusterImagePolicy's own policy: authorities that passed, and what the policy asks for of the image's
 * configuration and of the workload as written in its manifest. What is not there is left out.
 */
final class PolicyInput {
    private PolicyInput() {}

    static ObjectNode of(Map<String, JsonNode> authorityMatches, Includes includes, Candidate candidate)
            throws RegistryException {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        ObjectNode matches = input.putObject("authorityMatches");
        authorityMatches.forEach(matches::set);
        if (includes.configFile()) {
            input.set("config", ImageConfigFiles.byPlatform(candidate.image()));
        }
        candidate.use().map(Candidate.WorkloadUse::workload).ifPresent(workload -> include(workload, includes, input));
        return input;
    }

    private static void include(Workload workload, Includes includes, ObjectNode input) {
        JsonNode resource = workload.resource();
        if (includes.spec()) {
            copy(resource, "spec", input);
        }
        if (includes.objectMeta()) {
            copy(resource, "metadata", input);
        }
        if (includes.typeMeta()) {
            input.putObject("typemeta").put("kind", workload.kind()).put("apiVersion", workload.apiVersion());
        }
    }

    private static void copy(JsonNode resource, String field, ObjectNode input) {
        if (resource.hasNonNull(field)) {
            input.set(field, resource.get(field));
        }
    }
}
