package io.jenkins.plugins.imagepolicy.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import io.jenkins.plugins.imagepolicy.engine.document.Mapping;
import io.jenkins.plugins.imagepolicy.engine.document.Names;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads suites: documents of kind {@code PolicyTest}. */
public final class SuiteReader {
    public static final String API_VERSION = "image-policy/v1";
    public static final String KIND = "PolicyTest";
    private static final String IMAGE = "registry.example.org/app:1.0";
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Diagnostic> diagnostics;

    private SuiteReader(List<Diagnostic> diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The suites of a file; files without any are policies or something else and give none. */
    public static List<Suite> read(SourceText source, List<Diagnostic> diagnostics) {
        List<Suite> suites = new ArrayList<>();
        try {
            for (Document document : Documents.read(source)) {
                if (document.content().path("kind").asText().equals(KIND)) {
                    suites.add(new SuiteReader(diagnostics).suite(document));
                }
            }
        } catch (DocumentException e) {
            diagnostics.add(e.diagnostic());
        }
        return suites;
    }

    private Suite suite(Document document) {
        Mapping root = Mapping.root(document, diagnostics::add);
        if (!root.required("apiVersion", "Write " + API_VERSION).equals(API_VERSION)) {
            root.fault("apiVersion", "Only " + API_VERSION + " is known", "Write apiVersion: " + API_VERSION);
        }
        root.text("kind");
        String name = root.text("name").orElse(document.file());
        List<String> policies = root.texts("policies");
        if (policies.isEmpty()) {
            root.required("policies", "Name the files under test, relative to this one");
        }
        Instant at = time(root, TIME);
        String image = root.text("image").orElse("");
        List<TestCase> tests = new ArrayList<>();
        root.mappings("tests").forEach(item -> tests.add(new TestReader(item, image, at).read()));
        root.end();
        if (tests.isEmpty()) {
            root.fault("tests", "The suite has no test", "Write at least one under 'tests:'");
        }
        return new Suite(name, document.file(), policies, tests);
    }

    private static Instant time(Mapping mapping, Instant otherwise) {
        Optional<String> text = mapping.text("at");
        try {
            return text.isEmpty() ? otherwise : Instant.parse(text.get());
        } catch (DateTimeException e) {
            mapping.fault("at", "'" + text.get() + "' is no instant", "Write 2026-01-31T12:00:00Z");
            return otherwise;
        }
    }

    /** Reads one test. */
    private static final class TestReader {
        private final Mapping item;
        private final String image;
        private final Instant at;

        TestReader(Mapping item, String image, Instant at) {
            this.item = item;
            this.image = image;
            this.at = at;
        }

        TestCase read() {
            String name = item.required("name", "Say in a few words what the test shows");
            JsonNode manifest = item.any("manifest");
            String named = item.text("image").orElse(image);
            List<JsonNode> configs = new ArrayList<>();
            if (item.any("config").isObject()) {
                configs.add(item.any("config"));
            } else if (!item.any("config").isMissingNode()) {
                item.fault("config", "'config' is no mapping", "Write the image's configuration as in its config.json");
            }
            item.any("configs").forEach(configs::add);
            if (configs.isEmpty() && item.any("configs").isMissingNode()) {
                configs.add(JsonNodeFactory.instance.objectNode());
            }
            List<FixtureSignature> signatures = item.mappings("signatures").stream()
                    .map(SignatureFixtures::signature)
                    .toList();
            List<FixtureAttestation> attestations = item.mappings("attestations").stream()
                    .map(SignatureFixtures::attestation)
                    .toList();
            TestCase test = new TestCase(
                    name,
                    item.position().line(),
                    named.isEmpty() && manifest.isMissingNode() ? IMAGE : named,
                    configs,
                    manifest.isMissingNode() ? Optional.empty() : Optional.of(manifest),
                    item.text("namespace").orElse(""),
                    time(item, at),
                    signatures,
                    attestations,
                    item.mapping("expect").map(TestReader::expectation).orElseGet(this::missing));
            item.end();
            return test;
        }

        private Expectation missing() {
            item.fault("expect", "'expect' is missing", "Write expect: {verdict: fail, code: POLICY_REJECTED}");
            return new Expectation(Optional.empty(), Verdict.PASS, Set.of(), List.of());
        }

        private static Expectation expectation(Mapping expect) {
            String verdict = expect.required("verdict", "Write pass, fail, warn, error, waived or unmatched");
            Verdict expected = Arrays.stream(Verdict.values())
                    .filter(v -> Expectation.lower(v).equals(verdict))
                    .findFirst()
                    .orElse(null);
            if (expected == null && !verdict.isEmpty()) {
                expect.fault(
                        "verdict",
                        "'" + verdict + "' is no verdict",
                        "Write pass, fail, warn, error, waived or unmatched");
            }
            Set<ReasonCode> codes = EnumSet.noneOf(ReasonCode.class);
            List<String> known =
                    Arrays.stream(ReasonCode.values()).map(Enum::name).toList();
            for (String code : expect.texts("code")) {
                if (known.contains(code)) {
                    codes.add(ReasonCode.valueOf(code));
                } else {
                    expect.fault("code", "'" + code + "' is no reason code", Names.proposal(code, known));
                }
            }
            List<String> messages = expect.texts("message");
            Optional<String> policy = expect.text("policy");
            expect.end();
            return new Expectation(policy, expected == null ? Verdict.PASS : expected, codes, messages);
        }
    }
}
