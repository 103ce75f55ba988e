package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.Fakes;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cluster and upstream's library do around the policies: the digest of a tag, no policy at all, which policies to load. */
class ClusterTablesTest {
    /** The cluster writes the digest behind the tag; the gate judges that digest, whatever else the reference says. */
    @Test
    void digests() {
        JsonNode table = CipTables.json("engine/digest-resolution.json");
        Map<String, String> registry = new LinkedHashMap<>();
        table.path("registry")
                .properties()
                .forEach(e -> registry.put(e.getKey(), e.getValue().asText()));
        String some = "sha256:" + "5d".repeat(32);
        CipTables.run("digest resolution", table.path("cases"), Map.of(), row -> {
            String in = row.path("in").asText();
            if (row.has("resolvesTo")) {
                registry.put("index.docker.io/library/nginx:latest", some);
            }
            String out = row.path("out").asText().replace("sha256:<d>", some);
            assertThat(resolved(in, registry)).isEqualTo(out);
        });
    }

    /** What cannot be read or resolved stays as it is, and is refused by name. */
    private static String resolved(String text, Map<String, String> registry) {
        try {
            ImageReference reference = ImageReference.parse(text);
            String name = reference.canonical();
            if (reference.digest().isPresent()) {
                return name;
            }
            return registry.containsKey(name)
                    ? name + "@" + Digest.parse(registry.get(name)).orElseThrow()
                    : text;
        } catch (InvalidReferenceException e) {
            return text;
        }
    }

    @Test
    void noMatch() {
        JsonNode rows = CipTables.json("engine/no-match.json").path("verdicts");
        String image = "gcr.io/org/app@sha256:" + "ab".repeat(32);
        CipTables.run("no match", rows, Map.of(), row -> {
            NoMatch noMatch = NoMatch.parse(row.path("noMatchPolicy").asText()).orElseThrow();
            ImageJudge judge = new ImageJudge(List.of(), noMatch, Fakes.judging(null));
            Target target = Target.of(Fakes.parse(image));
            target.places()
                    .add(new Target.Place(new GateReport.Use("image", "", 0, "", ""), java.util.Optional.empty()));
            List<PolicyResult> results = judge.judge(Fakes.candidate(image).image(), target.places());
            Verdict expected =
                    switch (row.path("decision").asText()) {
                        case "allow" -> Verdict.UNMATCHED;
                        case "warn" -> Verdict.WARN;
                        default -> Verdict.FAIL;
                    };
            assertThat(ImageJudge.worst(results)).isEqualTo(expected);
            String text = row.path("localError").asText(row.path("localWarning").asText());
            assertThat(results.get(0).reasons().get(0).message()).contains(text.replace("<ref>", image));
        });
    }

    /** The configuration of upstream's library, as a request would say the same: accepted or refused, not the words. */
    @Test
    void libraryConfiguration(@TempDir Path folder) {
        JsonNode table = CipTables.json("cip-validation/verification-config.json");
        List<JsonNode> rows = new ArrayList<>();
        table.forEach(row -> {
            if (row.has("id")) {
                rows.add(row);
            }
        });
        JsonNode texts = table.get(table.size() - 1);
        Map<String, String> deliberate = Map.of(
                "legacy compatibility settings", "a gate without a policy decides nothing, so it refuses",
                "missing no match policy", "the answer to no match has a default: deny");
        CipTables.run("library configuration", rows, deliberate, row -> {
            Map<String, String> inline = new LinkedHashMap<>();
            List<String> paths = new ArrayList<>();
            for (JsonNode source : row.path("policies")) {
                source.properties().forEach(e -> {
                    String name = e.getValue().asText();
                    if (e.getKey().equals("data")) {
                        name = "policies[0].data";
                        String text = e.getValue().asText().replaceAll("[<>]", "");
                        inline.put(name, texts.path(text).asText());
                    }
                    paths.add(name);
                });
            }
            GateReport report = Gates.run(GateRequest.builder()
                    .directory(folder.toString())
                    .policies(paths)
                    .files(inline)
                    .images(List.of("localhost:1/app@sha256:" + "ab".repeat(32)))
                    .noMatch(row.path("noMatchPolicy").asText())
                    .offline(true));
            String errors = report.diagnostics().stream()
                    .filter(d -> d.isError())
                    .map(d -> d.message())
                    .collect(Collectors.joining("\n"));
            assertThat(errors.isEmpty()).as(errors).isEqualTo(row.path("error").isNull());
            String error = row.path("error").asText();
            if (error.contains("json: unknown field")) {
                assertThat(errors).contains(error.replace("invalid value: ", "").replace(": policies[0].data", ""));
            }
        });
    }
}
