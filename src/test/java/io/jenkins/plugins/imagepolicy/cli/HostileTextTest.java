package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names of images, labels of configurations, names and messages of policies come from others. Whatever they hold, what the
 * gate prints and writes has no markup of theirs, no escape sequence, no line of theirs and no invisible character.
 */
class HostileTextTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final String FORGED = "Passed: 9 images, all passed";

    /** Markup, ANSI escapes of both widths, line breaks of every kind, bidirectional and zero-width characters, a backspace. */
    private static final String HOSTILE =
            "<script>alert(1)</script>\u001b[2K\u009b1A\n" + FORGED + "\r" + FORGED + "\u2028"
                    + FORGED + "\u0085" + FORGED
                    + "\u202Egpj.exe\u2066x\u200b\u200d\ufeff\b\t]]>&lt;|`**b** [l](javascript:x) @admin"
                    + " ::error::x";

    private final TestRegistry registry = TestRegistry.plain();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        registry.close();
    }

    private static String quoted(String text) throws IOException {
        return JSON.writeValueAsString(text);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String image() throws IOException {
        byte[] config = TestImage.utf8("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"User\":"
                + quoted(HOSTILE) + ",\"Labels\":{" + quoted(HOSTILE) + ":" + quoted(HOSTILE) + "}}}");
        byte[] manifest =
                TestImage.manifest(TestImage.OCI_CONFIG, config, "application/vnd.oci.image.layer.v1.tar", "");
        registry.store().putBlob("app", config);
        registry.store().putManifest("app", "1", TestImage.OCI_MANIFEST, manifest);
        return registry.host() + "/app:1";
    }

    private static String policy(String name, String authorities, String policy) throws IOException {
        return "apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: " + quoted(name)
                + "}\nspec:\n  images: [{glob: \"**\"}]\n  authorities: [" + authorities + "]\n" + policy + "---\n";
    }

    private String policies() throws IOException {
        String pass = "{name: " + quoted(HOSTILE) + ", static: {action: pass}}";
        String text = "  policy:\n    fetchConfigFile: true\n    includeSpec: true\n    includeObjectMeta: true\n";
        return policy("static" + HOSTILE, "{static: {action: fail, message: " + quoted(HOSTILE) + "}}", "")
                + policy(
                        "rego" + HOSTILE,
                        pass,
                        text + "    type: rego\n    data: |\n      package sigstore\n"
                                + "      isCompliant[r] { r := {\"result\": false, \"error\": sprintf(\"%v\", [input.config])} }\n")
                + policy(
                        "cue" + HOSTILE,
                        pass,
                        text + "    type: cue\n    data: |\n"
                                + "      config: [string]: config: User: \"65532\"\n      metadata?: labels: [string]: \"none\"\n");
    }

    private static void assertHarmless(String what, String text) {
        assertThat(text.codePoints()
                        .filter(c -> c != '\n')
                        .filter(c -> switch (Character.getType(c)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.SURROGATE,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR -> true;
                            default -> false;
                        })
                        .mapToObj(c -> String.format("U+%04X", c)))
                .as("invisible characters in " + what)
                .isEmpty();
        // what belongs to something else is indented; XML and HTML have no lines
        if (what.equals("html") || what.toLowerCase(Locale.ROOT).contains("junit")) {
            return;
        }
        assertThat(text.lines())
                .as("lines of " + what)
                .noneMatch(line -> line.startsWith(FORGED) || line.startsWith("::"));
    }

    @Test
    void everyReportOfAGate() throws Exception {
        String manifest = "apiVersion: v1\nkind: Pod\nmetadata: {name: " + quoted(HOSTILE) + ", namespace: "
                + quoted(HOSTILE) + ", labels: {" + quoted(HOSTILE) + ": " + quoted(HOSTILE)
                + "}}\nspec:\n  containers:\n  - {name: " + quoted(HOSTILE) + ", image: " + quoted(image())
                + "}\n  - {name: b, image: " + quoted(HOSTILE) + "}\n";
        String waivers = "waivers:\n- {owner: " + quoted(HOSTILE) + ", reason: " + quoted(HOSTILE)
                + ", expires: 2026-12-01, image: \"**\", policy: \"static*\"}\n";
        Map<String, Path> reports = new LinkedHashMap<>();
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                "--policy",
                write("policies.yaml", policies()),
                "--manifest",
                write("pod.yaml", manifest),
                "--waivers",
                write("waivers.yaml", waivers),
                "--at",
                "2026-11-22T00:00:00Z",
                "--insecure-registry",
                registry.host(),
                "--explain",
                "/app"));
        for (String format : List.of("text", "json", "sarif", "junit", "html", "markdown", "vsa")) {
            reports.put(format, folder.resolve("report." + format));
            arguments.addAll(List.of("--report", format + "=" + reports.get(format)));
        }
        Cli cli = Cli.run(arguments.toArray(String[]::new));
        assertThat(cli.exit()).as(cli.all()).isIn(1, 2, 3);
        assertThat(cli.out()).contains("POLICY_REJECTED", "STATIC_FAIL", "INPUT_INVALID", "What the policy saw");
        assertHarmless("standard output", cli.out());
        assertHarmless("standard error", cli.err());
        for (Map.Entry<String, Path> report : reports.entrySet()) {
            String text = Files.readString(report.getValue());
            assertThat(text).as(report.getKey()).contains("gpj");
            assertHarmless(report.getKey(), text);
            if (!report.getKey().equals("text")) {
                assertThat(text).as(report.getKey()).doesNotContain("<script");
            }
        }
        assertReadBack(reports);
    }

    /** Structured formats give their readers the whole text back: escaped, not lost. */
    private static void assertReadBack(Map<String, Path> reports) throws Exception {
        JsonNode json = JSON.readTree(reports.get("json").toFile());
        assertThat(json.at("/images").findValuesAsText("policy")).anyMatch(name -> name.equals("static" + HOSTILE));
        assertThat(JSON.readTree(reports.get("sarif").toFile()).at("/runs/0/results"))
                .isNotEmpty();
        for (String line : Files.readAllLines(reports.get("vsa"))) {
            assertThat(JSON.readTree(line).path("predicateType").asText()).contains("verification_summary");
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        assertThat(factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(Files.readAllBytes(reports.get("junit"))))
                        .getElementsByTagName("failure")
                        .getLength())
                .isPositive();
    }

    @Test
    void checkAndTest() throws IOException {
        String invalid = policy(HOSTILE, "{" + quoted(HOSTILE) + ": 1}", "  mode: " + quoted(HOSTILE) + "\n")
                + policy("glob", "{static: {action: " + quoted(HOSTILE) + "}}", "");
        String file = write("invalid.yaml", invalid);
        Cli check = Cli.run("check", file);
        assertThat(check.exit()).isEqualTo(2);
        assertHarmless("check", check.all());
        Cli json = Cli.run("check", "--format", "json", file);
        assertThat(JSON.readTree(json.out()).path("diagnostics")).isNotEmpty();
        assertHarmless("check --format json", json.all());

        Cli eval = Cli.run(
                "eval",
                "--type",
                "rego",
                "--policy",
                write(
                        "p.rego",
                        "package sigstore\nisCompliant[r] { r := {\"result\": false, \"error\": input.message} }\n"),
                "--input",
                write("input.json", "{\"message\": " + quoted(HOSTILE) + "}"));
        assertThat(eval.all()).contains("gpj.exe");
        assertHarmless("eval", eval.all());

        write("policies.yaml", policies());
        String suite = "apiVersion: image-policy/v1\nkind: PolicyTest\nname: " + quoted(HOSTILE)
                + "\npolicies: policies.yaml\ntests:\n- {name: " + quoted(HOSTILE)
                + ", image: ghcr.io/a/b:1, config: {config: {User: " + quoted(HOSTILE)
                + "}}, expect: {verdict: pass, message: "
                + quoted(HOSTILE) + "}}\n";
        Path junit = folder.resolve("junit.xml");
        Cli test = Cli.run("test", write("suite.yaml", suite), "--junit", junit.toString());
        assertThat(test.exit()).as(test.all()).isEqualTo(1);
        assertHarmless("test", test.all());
        String xml = new String(Files.readAllBytes(junit), StandardCharsets.UTF_8);
        assertHarmless("JUnit of test", xml);
        assertThat(xml).doesNotContain("<script");
    }
}
