package io.jenkins.plugins.imagepolicy.engine.language.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The engine's API: errors with their place, bounds, explanations, several modules. */
class RegoPolicyTest {
    private static final RegoEnvironment ENV = RegoEnvironment.at(Instant.parse("2026-11-21T10:00:00Z"));

    private static RegoException refusal(String policy) {
        return catchThrowableOfType(
                RegoException.class, () -> RegoCompiler.compile("policy.rego", policy, RegoOptions.V0));
    }

    private static Compliance evaluate(String policy, String input, RegoEnvironment env) {
        return RegoEval.evaluate("policy.rego", "package sigstore\n" + policy, input, env);
    }

    @Test
    void errorsPointAtTheirPlace() {
        RegoException e = refusal("package sigstore\n\nisCompliant {\n\tinput.x == \n}\n");
        assertThat(e.kind()).isEqualTo(FaultKind.INVALID_POLICY);
        assertThat(e.code()).isEqualTo("rego_parse_error");
        assertThat(e.line()).isEqualTo(5);
        assertThat(e.excerpt()).isEqualTo("}\n^");
        RegoException unsafe = refusal("package sigstore\nisCompliant { x > 1 }");
        assertThat(unsafe.code()).isEqualTo("rego_unsafe_var_error");
        assertThat(unsafe.excerpt()).isEqualTo("isCompliant { x > 1 }\n              ^");
    }

    @Test
    void declarationsAreChecked() {
        assertThat(refusal("package a\np { x := 1; x := 2 }")).hasMessageContaining("var x assigned above");
        assertThat(refusal("package a\np { x == 1; x := 2 }")).hasMessageContaining("var x referenced above");
        assertThat(refusal("package a\nf(x) { x := 2 }")).hasMessageContaining("arg x redeclared");
        assertThat(refusal("package a\np { count := 1; count([]) == 0 }")).hasMessageContaining("shadowed");
        assertThat(refusal("package a\np { not input.xs[_] }")).hasMessageContaining("var _ is unsafe");
        assertThat(refusal("package a\np = 1\np(x) = 2")).hasMessageContaining("conflicting rules");
        assertThat(refusal("package a\ndefault p = 1\ndefault p = 2")).hasMessageContaining("multiple default rules");
        assertThat(refusal("package a\np = 1\np.q = 2")).hasMessageContaining("conflicts");
        assertThat(refusal("package a\nf(x) = 1\np { f(1, 2, 3) }")).hasMessageContaining("arity");
    }

    @Test
    void longWorkIsStopped() {
        Compliance steps = evaluate(
                "isCompliant { count([1 | numbers.range(1, 100000)[_]; numbers.range(1, 100000)[_]]) > 0 }",
                "{}",
                ENV.withWallTime(Duration.ofMillis(300)));
        assertThat(steps.verdict()).isEqualTo(Compliance.Verdict.LIMIT_REACHED);
        Compliance size = evaluate("isCompliant { count(numbers.range(1, 1e12)) > 0 }", "{}", ENV);
        assertThat(size.verdict()).isEqualTo(Compliance.Verdict.LIMIT_REACHED);
        Compliance text = evaluate(
                "isCompliant { x := sprintf(\"%999999d\", [1]); y := replace(x, \" \", x); y != \"\" }", "{}", ENV);
        assertThat(text.verdict()).isEqualTo(Compliance.Verdict.LIMIT_REACHED);
        Compliance elements = evaluate(
                "isCompliant { strings.render_template(`{{printf \"%999999v\" .x}}`, {\"x\": numbers.range(1, 90000)}) }",
                "{}", ENV);
        assertThat(elements.verdict()).isEqualTo(Compliance.Verdict.LIMIT_REACHED);
        assertThat(elements.toString()).contains("elements");
        String endless =
                "isCompliant { not strings.render_template(`{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}`, {}) }";
        assertThat(evaluate(endless, "{}", ENV).verdict()).isEqualTo(Compliance.Verdict.LIMIT_REACHED);
    }

    @Test
    void deepNestingIsNoCrash() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(evaluate("isCompliant { input }", deep, ENV).compliant()).isFalse();
        assertThat(evaluate("isCompliant { x := " + deep + " }", "{}", ENV).verdict())
                .isEqualTo(Compliance.Verdict.LIMIT_REACHED);
        assertThat(evaluate("isCompliant { " + "(".repeat(50_000) + " }", "{}", ENV)
                        .verdict())
                .isEqualTo(Compliance.Verdict.LIMIT_REACHED);
        assertThat(evaluate("isCompliant { x := " + "1 + ".repeat(50_000) + "1 }", "{}", ENV)
                        .compliant())
                .isFalse();
        assertThat(evaluate("isCompliant {\n" + "true\n".repeat(20_000) + "}", "{}", ENV)
                        .verdict())
                .isIn(Compliance.Verdict.LIMIT_REACHED, Compliance.Verdict.COMPLIANT);
        assertThat(evaluate("isCompliant { json.unmarshal(input.x) }", "{\"x\": \"" + deep + "\"}", ENV)
                        .compliant())
                .isFalse();
    }

    @Test
    void deepCallsAreBounded() {
        StringBuilder policy = new StringBuilder("isCompliant { f0(1) }\n");
        for (int i = 0; i < 1_000; i++) {
            policy.append("f").append(i).append("(x) { f").append(i + 1).append("(x) }\n");
        }
        policy.append("f1000(x) { x == 1 }\n");
        assertThat(evaluate(policy.toString(), "{}", ENV).verdict()).isEqualTo(Compliance.Verdict.LIMIT_REACHED);
    }

    @Test
    void interruptionStops() {
        Thread.currentThread().interrupt();
        Compliance c = evaluate("isCompliant { count([1 | numbers.range(1, 100000)[_]]) > 0 }", "{}", ENV);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(c.verdict()).isEqualTo(Compliance.Verdict.LIMIT_REACHED);
    }

    @Test
    void refusalsAreExplained() {
        List<String> printed = new ArrayList<>();
        Compliance c = evaluate(
                "isCompliant {\n  input.kind == \"Pod\"\n  print(\"kind is\", input.kind, input.none)\n  ok(input.tag)\n}\n"
                        + "ok(t) { startswith(t, \"v\") }",
                "{\"kind\": \"Pod\", \"tag\": \"latest\"}",
                ENV.withOutput(printed::add));
        assertThat(c.compliant()).isFalse();
        assertThat(printed).containsExactly("kind is Pod <undefined>");
        assertThat(c.explanation().text())
                .contains("data.sigstore.isCompliant (line 2): not true at line 5: ok(input.tag)")
                .contains("input.tag = \"latest\"")
                .contains("data.sigstore.ok")
                .contains("t = \"latest\"")
                .contains("print: kind is Pod <undefined>");
        assertThat(c.explanation().toJson().at("/steps/0/seen/input.tag").asText())
                .isEqualTo("\"latest\"");
        Compliance missing = evaluate("isCompliant { input.a.b == 1 }", "{\"a\": {}}", ENV);
        assertThat(missing.explanation().text()).contains("undefined at line 2").contains("input.a.b = undefined");
    }

    @Test
    void severalModulesShareAPackage() throws RegoException {
        RegoPolicy policy = RegoCompiler.compile(
                Map.of(
                        "a.rego", "package lib\nf(x) := x + 1",
                        "b.rego", "package main\nimport data.lib\np := lib.f(data.base.n)"),
                RegoInput.ofJson("{\"base\": {\"n\": 1}}"),
                RegoOptions.V1);
        RegoResult result = policy.query("x = data.main.p", RegoInput.none(), ENV);
        assertThat(result.toJson()).hasToString("[{\"x\":2}]");
        assertThat(policy.query("data.main", RegoInput.none(), ENV).value())
                .hasValueSatisfying(v -> assertThat(v).hasToString("{\"p\": 2}"));
    }

    @Test
    void numbersKeepTheirDigits() throws Exception {
        RegoPolicy policy = RegoCompiler.compile("p.rego", "package p\nx := input.n", RegoOptions.V0);
        BigInteger big = new BigInteger("123456789012345678901234567890");
        RegoInput input = RegoInput.of(new ObjectMapper().createObjectNode().put("n", big));
        assertThat(policy.query("x = data.p.x", input, ENV).toJson())
                .hasToString("[{\"x\":123456789012345678901234567890}]");
    }

    /** The engine can be lifted out: its sources name nothing else of this project but what languages take from Go. */
    @Test
    void standsAlone() throws IOException {
        String root = "io.jenkins.plugins.imagepolicy.";
        String own = root + "engine.language.rego";
        String go = root + "engine.language.go";
        try (Stream<Path> files = Files.walk(Path.of("src/main/java", own.split("[.]")))) {
            List<Path> sources =
                    files.filter(f -> f.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                assertThat(Files.readString(source).replace(own, "").replace(go, ""))
                        .as("%s", source)
                        .doesNotContain(root);
            }
        }
    }
}
