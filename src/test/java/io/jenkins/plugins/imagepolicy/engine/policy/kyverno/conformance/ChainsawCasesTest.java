package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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
        System.out.println("nothing but a policy to load: " + loadedOnly);
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

    /** Images that the cluster pinned and the gate's report does not name so. */
    private static List<String> unpinned(List<ObjectNode> documents, Set<String> pinned) {
        return documents.stream()
                .filter(document -> document.at("/spec").isObject())
                .flatMap(document -> document.path("spec").findValuesAsText("image").stream())
                .filter(image -> image.matches(".+:[^/]+@sha256:.+") && !pinned.contains(image))
                .map(image -> image + " is not pinned")
                .toList();
    }

    /** Results of a PolicyReport that the gate does not give of the resource it is about. */
    private static List<String> unreported(ObjectNode report, Map<String, ObjectNode> resources, Cluster cluster)
            throws Exception {
        List<String> wrong = new ArrayList<>();
        if (!report.has("results") && report.has("summary")) {
            String name = report.at("/scope/name").asText();
            boolean fails = report.at("/summary/fail").asInt() > 0;
            List<PolicyResult> results =
                    cluster.apply(List.of(resources.get(name))).results();
            boolean refused = results.stream().anyMatch(r -> r.verdict() != Verdict.PASS);
            return results.isEmpty() || refused != fails ? List.of("report of " + name + " but " + results) : wrong;
        }
        ObjectNode resource = resources.get(report.at("/scope/name").asText());
        for (JsonNode result : report.path("results")) {
            // A ValidatingPolicy of the same name reports, too.
            boolean ours = Set.of("", "kyverno", "KyvernoImageValidatingPolicy")
                    .contains(result.path("source").asText(""));
            if (resource == null || !ours || !result.path("result").isTextual()) {
                continue;
            }
            List<Verdict> verdicts = cluster.apply(List.of(resource)).results().stream()
                    .filter(r -> r.policy().equals(result.path("policy").asText()))
                    .map(PolicyResult::verdict)
                    .toList();
            Set<Verdict> expected =
                    switch (result.path("result").asText()) {
                        case "pass" -> Set.of(Verdict.PASS);
                        case "skip" -> Set.of(Verdict.WAIVED);
                        case "fail" -> Set.of(Verdict.FAIL, Verdict.WARN);
                        default -> Set.of(Verdict.ERROR);
                    };
            if (verdicts.isEmpty() || !expected.containsAll(verdicts)) {
                wrong.add("report " + result.path("policy").asText() + " "
                        + result.path("result").asText() + " but " + verdicts);
            }
        }
        return wrong;
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
        Set<String> pinned = new TreeSet<>();
        Map<String, ObjectNode> resources = new HashMap<>();
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
            if (operation.equals("assert") && file.endsWith(".yaml")) {
                List<ObjectNode> asserted = translation.documents(Files.readString(home.resolve(file)));
                wrong.addAll(unpinned(asserted, pinned));
                for (ObjectNode report : asserted) {
                    judged |= report.has("results") || report.has("summary");
                    wrong.addAll(unreported(report, resources, cluster));
                }
            }
            if (!Set.of("apply", "create", "create-policy").contains(operation)) {
                continue;
            }
            List<ObjectNode> documents = translation.documents(
                    file.startsWith("{") ? inline.remove().toString() : Files.readString(home.resolve(file)));
            documents.forEach(document -> pinned.addAll(document.findValuesAsText("image")));
            documents.forEach(
                    document -> resources.put(document.at("/metadata/name").asText(), document));
            Cluster.Outcome outcome = cluster.apply(documents);
            pinned.addAll(outcome.pinned());
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
