package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variable {@code images}: lists of texts by name, from built-in fields of pods and controllers and a policy's own. */
final class ImageLists {
    private static final List<String> LISTS = List.of("containers", "initContainers", "ephemeralContainers");
    private static final Map<String, String> POD_SPECS = Map.of(
            " v1 pods", "/spec",
            "apps v1 deployments", "/spec/template/spec",
            "apps v1 statefulsets", "/spec/template/spec",
            "apps v1 daemonsets", "/spec/template/spec",
            "apps v1 replicasets", "/spec/template/spec",
            "batch v1 jobs", "/spec/template/spec",
            "batch v1 cronjobs", "/spec/jobTemplate/spec/template/spec");

    private ImageLists() {}

    /** Where the built-in images of a resource stand; lists that it does not have are empty. */
    static Map<String, List<JsonPointer>> builtIn(String group, String version, String resource, JsonNode object) {
        String podSpec = POD_SPECS.get(group + " " + version + " " + resource);
        if (podSpec == null) {
            return Map.of();
        }
        Map<String, List<JsonPointer>> pointers = new LinkedHashMap<>();
        for (String list : LISTS) {
            JsonPointer at = JsonPointer.compile(podSpec).appendProperty(list);
            List<JsonPointer> found = new ArrayList<>();
            for (int i = 0; i < object.at(at).size(); i++) {
                if (object.at(at).get(i).path("image").isTextual()) {
                    found.add(at.appendIndex(i).appendProperty("image"));
                }
            }
            pointers.put(list, found);
        }
        return pointers;
    }

    /** The texts of the built-in fields and of the policy's own extractors. */
    static Map<String, List<String>> of(
            Map<String, List<JsonPointer>> builtIn,
            JsonNode object,
            JsonNode extractors,
            PolicyCel cel,
            Map<String, Object> variables)
            throws CelException, CelFunction.Failure {
        Map<String, List<String>> images = new LinkedHashMap<>();
        builtIn.forEach((name, pointers) -> images.put(
                name,
                pointers.stream().map(pointer -> object.at(pointer).asText()).toList()));
        for (JsonNode extractor : extractors) {
            String name = extractor.path("name").asText();
            Object value = cel.evaluate(extractor.path("expression").asText(), variables);
            if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
                throw new CelFunction.Failure("images." + name + " must be a list of texts");
            }
            images.put(name, list.stream().map(String.class::cast).toList());
        }
        return images;
    }
}
