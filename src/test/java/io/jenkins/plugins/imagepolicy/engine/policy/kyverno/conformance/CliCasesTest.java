package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SharedCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The directories of Kyverno's own command line tests. */
class CliCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> POLICIES =
            Set.of("policy.yaml", "policies.yaml", "ivpol.yaml", "ivpol-json.yaml", "exception.yaml");
    /** What these directories show, which have no test file upstream: file, expected result. */
    private static final List<String[]> WITHOUT_TEST_FILE = List.of(
            new String[] {"test-image-validating-policy/check-json", "ivpol-payload-pass.json", "pass"},
            new String[] {"test-image-validating-policy/check-json", "ivpol-payload-fail.json", "fail"},
            new String[] {"test-image-validating-policy/empty-message", "good-pod.yaml", "pass"},
            new String[] {"test-image-validating-policy/empty-message", "bad-pod.yaml", "fail"});

    private final LiveImages images = new LiveImages();
    private final Translation translation = new Translation(images, true);

    @Test
    void resultsOfTheTestFiles() throws Exception {
        Path folder = SharedCases.folder("kyverno/cli");
        List<String> wrong = new ArrayList<>();
        int all = 0;
        for (JsonNode row : JSON.readTree(Files.readString(folder.resolve("INDEX.json")))) {
            Path home = folder.resolve(row.path("id").asText());
            Cluster cluster = cluster(home);
            for (JsonNode result : row.path("cliResults")) {
                if (result.path("isValidatingPolicy").asBoolean()
                        || result.path("isMutatingPolicy").asBoolean()) {
                    continue; // policies of other kinds, which are not about images
                }
                for (JsonNode resource : result.path("resources")) {
                    if (resource.asText().equals("good-pod-excluded")) {
                        // Kyverno's command line counts as passed what no policy selects; here noMatch decides.
                        assertThat(actual(cluster, home, resource.asText(), "ivpol-sample"))
                                .isEqualTo("none");
                        continue;
                    }
                    all++;
                    String actual = actual(
                            cluster,
                            home,
                            resource.asText(),
                            result.path("policy").asText());
                    if (!actual.equals(result.path("result").asText())) {
                        wrong.add(row.path("id").asText() + " " + resource.asText() + ": " + actual);
                    }
                }
            }
        }
        System.out.println("kyverno cli: " + (all - wrong.size()) + "/" + all + " results of test files");
        assertThat(wrong).isEmpty();
        assertThat(all).isEqualTo(14);
    }

    @Test
    void directoriesWithoutATestFile() throws Exception {
        Path folder = SharedCases.folder("kyverno/cli");
        for (String[] row : WITHOUT_TEST_FILE) {
            Path home = folder.resolve(row[0]);
            Cluster.Outcome outcome =
                    cluster(home).apply(translation.documents(Files.readString(home.resolve(row[1]))));
            assertThat(result(outcome.results()))
                    .as(row[0] + " " + row[1] + outcome.why())
                    .isEqualTo(row[2]);
        }
    }

    private Cluster cluster(Path home) throws Exception {
        Cluster cluster = new Cluster(images);
        try (var files = Files.list(home)) {
            for (Path file : files.sorted().toList()) {
                if (POLICIES.contains(file.getFileName().toString())) {
                    Cluster.Outcome outcome = cluster.apply(translation.documents(Files.readString(file)));
                    assertThat(outcome.admitted()).as(file + outcome.why()).isTrue();
                }
            }
        }
        return cluster;
    }

    private String actual(Cluster cluster, Path home, String resource, String policy) throws Exception {
        String name = resource.substring(resource.indexOf('/') + 1);
        List<PolicyResult> results = new ArrayList<>();
        try (var files = Files.list(home)) {
            for (Path file : files.sorted().toList()) {
                String fileName = file.getFileName().toString();
                if (fileName.endsWith(".json")
                        || POLICIES.contains(fileName)
                        || fileName.equals("kyverno-test.yaml")
                        || fileName.endsWith("pol.yaml")) {
                    continue;
                }
                for (ObjectNode document : translation.documents(Files.readString(file))) {
                    if (document.at("/metadata/name").asText().equals(name)) {
                        cluster.apply(List.of(document)).results().stream()
                                .filter(r -> r.policy().equals(policy))
                                .forEach(results::add);
                    }
                }
            }
        }
        return result(results);
    }

    /** In Kyverno's words; what only warns is a failure to its command line. */
    private static String result(List<PolicyResult> results) {
        if (results.isEmpty()) {
            return "none";
        }
        Verdict worst = results.stream()
                .map(PolicyResult::verdict)
                .reduce(Verdict::worse)
                .orElseThrow();
        return switch (worst) {
            case PASS -> "pass";
            case FAIL, WARN -> "fail";
            case WAIVED -> "skip";
            default -> "error";
        };
    }
}
