package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Kyverno's conformance directories, replayed step by step against images of our own. */
class ChainsawCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KUBECTL_APPLY = Pattern.compile("^kubectl apply -f (\\S+)\\s*$");

    /** Cases whose outcome differs on purpose, and why. */
    private static final Map<String, String> DELIBERATE = new TreeMap<>(Map.of(
            "verify-images/clusterpolicy/standard/failure-policy-test-noconfigmap-diffimage-success",
            "failurePolicy: Ignore admits what cannot be decided; the gate refuses it",
            "verify-images/clusterpolicy/standard/failure-policy-test-noconfigmap-diffimage-success-deprecated",
            "failurePolicy: Ignore admits what cannot be decided; the gate refuses it",
            "verify-images/clusterpolicy/standard/skip-image-reference",
            "the API server refuses two containers of one name; all images are skipped by the policy",
            "verify-images/clusterpolicy/standard/with-mutation",
            "another policy replaces the unsigned image; the gate judges the manifest as it is written",
            "image-validating-policies/context/configmap",
            "nothing verifies the image although required is true by default (spec 9.4, table ivpol-required)",
            "namespaced-image-validating-policies/context/image-data",
            "nothing verifies the image although required is true by default (spec 9.4, table ivpol-required)",
            "image-validating-policies/context/globalreference",
            "globalContext needs a cluster: UNSUPPORTED when the policy is loaded",
            "policy-exceptions-disabled/image-validating-policies",
            "exceptions are switched off in that cluster's settings; the gate takes those it is given"));

    private final LiveImages images = new LiveImages();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Set<String> passed = new TreeSet<>();
    private final Set<String> loadedOnly = new TreeSet<>();

    @Test
    void decidesAsTheClusterDoes() throws Exception {
        Path folder = SharedCases.folder("kyverno/chainsaw");
        for (JsonNode row : JSON.readTree(Files.readString(folder.resolve("INDEX.json")))) {
            Path home = folder.resolve(row.path("id").asText());
            if (!Files.isDirectory(home)) {
                home = folder.resolveSibling("chainsaw-other")
                        .resolve(row.path("id").asText());
            }
            replay(row, home);
        }
        System.out.println("kyverno chainsaw: " + passed.size() + "/" + (passed.size() + failures.size()) + ", of them "
                + loadedOnly.size() + " have nothing but a policy to load; deliberately otherwise:");
        failures.keySet().forEach(id -> System.out.println("  " + id + ": " + DELIBERATE.get(id)));
        assertThat(failures).containsOnlyKeys(DELIBERATE.keySet());
    }

    /** Resources written into the steps themselves, which the index shows the beginning of. */
    private static Deque<JsonNode> inline(Path home) throws Exception {
        Deque<JsonNode> resources = new ArrayDeque<>();
        String text = Files.readString(home.resolve("chainsaw-test.yaml"));
        for (Document test : Documents.read(new SourceText("chainsaw-test.yaml", text))) {
            for (JsonNode step : test.content().at("/spec/steps")) {
                for (JsonNode operation : step.path("try")) {
                    for (String name : List.of("apply", "create")) {
                        if (operation.path(name).path("resource").isObject()) {
                            resources.add(operation.path(name).path("resource"));
                        }
                    }
                }
            }
        }
        return resources;
    }

    private void replay(JsonNode row, Path home) throws Exception {
        String id = row.path("id").asText();
        Translation translation = new Translation(images, true);
        Cluster cluster = new Cluster(images);
        Deque<JsonNode> inline = inline(home);
        for (JsonNode step : row.path("steps")) {
            // The gate is given all files at once.
            String file = step.path("file").asText();
            if (file.endsWith(".yaml") && Files.exists(home.resolve(file))) {
                cluster.remember(translation.documents(Files.readString(home.resolve(file))).stream()
                        .filter(document -> document.path("kind").asText().equals("Secret"))
                        .toList());
            }
        }
        List<String> wrong = new ArrayList<>();
        boolean judged = false;
        boolean loaded = false;
        for (JsonNode step : row.path("steps")) {
            String file = step.path("file").asText();
            String operation = step.path("op").asText();
            Matcher script = KUBECTL_APPLY.matcher(file);
            if (operation.equals("script") && script.matches() && step.has("expect")) {
                operation = "apply";
                file = script.group(1);
            }
            if (!Set.of("apply", "create", "create-policy").contains(operation)) {
                continue;
            }
            List<ObjectNode> documents = translation.documents(
                    file.startsWith("{") ? inline.remove().toString() : Files.readString(home.resolve(file)));
            Cluster.Outcome outcome = cluster.apply(documents);
            boolean expected = !step.path("expect").asText("ADMITTED").equals("DENIED");
            judged |= !outcome.results().isEmpty() || !expected;
            loaded |= operation.equals("create-policy");
            if (outcome.admitted() != expected) {
                wrong.add(operation + " " + file + ": expected "
                        + step.path("expect").asText("to load") + " but " + outcome.why());
            }
        }
        if (!wrong.isEmpty()) {
            failures.put(id, String.join(" | ", wrong));
        } else {
            passed.add(id);
            if (!judged && loaded) {
                loadedOnly.add(id);
            }
        }
    }
}
