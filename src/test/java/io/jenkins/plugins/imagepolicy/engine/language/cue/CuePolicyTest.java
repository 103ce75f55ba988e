package io.jenkins.plugins.imagepolicy.engine.language.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CuePolicyTest {
    private static CueVerdict validate(String policy, String input) throws CueException {
        return CueCompiler.compile("policy.cue", policy, CueOptions.defaults())
                .validate(CueInput.ofJson(input), CueLimits.defaults());
    }

    private static CueException failure(String policy) {
        try {
            CueCompiler.compile("policy.cue", policy, CueOptions.defaults());
            throw new AssertionError("compiled: " + policy);
        } catch (CueException e) {
            return e;
        }
    }

    @Test
    void namesPathConstraintAndSeenValueOfAConflict() throws CueException {
        CueVerdict verdict = validate("a: 1\nspec: user: \"root\"", "{\"spec\":{\"user\":\"app\"}}");
        assertThat(verdict).isInstanceOf(CueVerdict.Conflict.class);
        CueConflict conflict = ((CueVerdict.Conflict) verdict).conflicts().get(0);
        assertThat(conflict.path()).isEqualTo("spec.user");
        assertThat(conflict.message()).isEqualTo("conflicting values \"app\" and \"root\"");
        assertThat(conflict.line()).isEqualTo(2);
        assertThat(conflict.column()).isEqualTo(13);
        assertThat(conflict.excerpt()).isEqualTo("spec: user: \"root\"\n            ^");
        assertThat(conflict.seen()).isEqualTo("\"app\"");
    }

    @Test
    void namesBoundAndClosednessInCuesWords() throws CueException {
        CueVerdict bound = validate("l: [...{n: <5}]", "{\"l\":[{\"n\":1},{\"n\":7}]}");
        assertThat(((CueVerdict.Conflict) bound).conflicts())
                .extracting(CueConflict::text)
                .containsExactly("l.1.n: invalid value 7 (out of bound <5)");
        CueVerdict closed = validate("#D: {x: int}\nd: #D", "{\"d\":{\"x\":1,\"odd name\":2}}");
        assertThat(((CueVerdict.Conflict) closed).conflicts())
                .extracting(CueConflict::text)
                .containsExactly("d.\"odd name\": field not allowed");
    }

    @Test
    void reportsEveryConflict() throws CueException {
        CueVerdict verdict = validate("a: 1\nb: 2\nc: 3", "{\"a\":2,\"b\":2,\"c\":4}");
        assertThat(((CueVerdict.Conflict) verdict).conflicts())
                .extracting(CueConflict::path)
                .containsExactly("a", "c");
    }

    @Test
    void refusesAPolicyThatConflictsWithItself() {
        CueException e = failure("x: 1\nx: 2");
        assertThat(e.kind()).isEqualTo(CueException.Kind.INVALID_POLICY);
        assertThat(e).hasMessageContaining("conflicting values");
        assertThat(e.line()).isPositive();
    }

    @Test
    void refusesATopLevelThatNeedsTheInput() {
        assertThat(failure("n: int\nif n > 3 {msg: \"big\"}").kind()).isEqualTo(CueException.Kind.INVALID_POLICY);
    }

    @Test
    void namesWhatItDoesNotSupportWithItsPlace() {
        CueException e = failure("import \"encoding/toml\"\nx: toml.Marshal({})");
        assertThat(e.kind()).isEqualTo(CueException.Kind.UNSUPPORTED);
        assertThat(e.line()).isEqualTo(1);
        assertThat(e.column()).isEqualTo(8);
        assertThat(e.excerpt()).contains("encoding/toml").contains("^");
        assertThat(e.remedy()).isNotBlank();
    }

    /** Else a policy that asks whether a call failed would take our bound for the answer. */
    @Test
    void aBoundOfOursIsNoFailureOfACall() {
        assertThat(failure(
                                "import \"text/template\"\nx: [if template.Execute(\"{{define `a`}}{{template `a`}}{{end}}{{template `a`}}\", 1) == _|_ {1}]")
                        .kind())
                .isEqualTo(CueException.Kind.LIMIT);
        assertThat(failure("import \"text/template\"\nx: template.Execute(\"{{printf `%5T` .}}\", 1)")
                        .kind())
                .isEqualTo(CueException.Kind.UNSUPPORTED);
        assertThat(failure("import \"text/template\"\nx: template.Execute(\"{{printf .f 1}}\", {f: \"%T\"})")
                        .kind())
                .isEqualTo(CueException.Kind.UNSUPPORTED);
        assertThat(failure("import \"encoding/yaml\"\nx: [if yaml.Unmarshal(\"a: [1\") == _|_ {1}]")
                        .kind())
                .isEqualTo(CueException.Kind.UNSUPPORTED);
        String pattern = "a".repeat(1_000_000);
        assertThat(failure("import \"regexp\"\nx: [if regexp.Match(\"" + pattern + "\", \"b\") == _|_ {1}]")
                        .kind())
                .isEqualTo(CueException.Kind.LIMIT);
    }

    @Test
    void pointsAtASyntaxError() {
        CueException e = failure("a: 1\nb: [1 2]");
        assertThat(e.kind()).isEqualTo(CueException.Kind.INVALID_POLICY);
        assertThat(e).hasMessageContaining("missing ','");
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isEqualTo(7);
    }

    @Test
    void boundsTheDepthOfText() {
        assertThat(failure("a: " + "[".repeat(5_000) + "]".repeat(5_000)).kind())
                .isEqualTo(CueException.Kind.LIMIT);
        assertThat(failure("a: " + "(".repeat(100_000)).kind()).isIn(CueException.Kind.LIMIT);
    }

    @Test
    void boundsTheDepthOfInput() throws CueException {
        String deep = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
        CuePolicy policy = CueCompiler.compile("p.cue", "#R: {a?: #R | int}\n#R", CueOptions.defaults());
        CueVerdict verdict = policy.validate(CueInput.ofJson(deep), CueLimits.defaults());
        assertThat(((CueVerdict.Failed) verdict).cause().kind()).isEqualTo(CueException.Kind.LIMIT);
    }

    @Test
    void boundsNodesAndTime() throws CueException {
        StringBuilder list = new StringBuilder("{\"l\":[0");
        for (int i = 1; i < 5_000; i++) {
            list.append(",").append(i);
        }
        CueInput input = CueInput.ofJson(list.append("]}").toString());
        CuePolicy policy = CueCompiler.compile("p.cue", "l: [...int]", CueOptions.defaults());
        CueVerdict nodes = policy.validate(input, new CueLimits(500, 1_000, Duration.ofSeconds(10)));
        assertThat(((CueVerdict.Failed) nodes).cause().kind()).isEqualTo(CueException.Kind.LIMIT);
        CueVerdict time = policy.validate(input, new CueLimits(500, 1_000_000, Duration.ofNanos(1)));
        assertThat(((CueVerdict.Failed) time).cause().kind()).isEqualTo(CueException.Kind.LIMIT);
        assertThat(policy.validate(input, CueLimits.defaults()).isCompliant()).isTrue();
    }

    @Test
    void keepsNumberLiteralsOfTextAndNormalisesThoseOfNodes() throws Exception {
        CuePolicy policy = CueCompiler.compile("p.cue", "n: int", CueOptions.defaults());
        assertThat(policy.validate(CueInput.ofJson("{\"n\":1.0}"), CueLimits.defaults())
                        .isCompliant())
                .isFalse();
        assertThat(policy.validate(CueInput.ofJson("{\"n\":1}"), CueLimits.defaults())
                        .isCompliant())
                .isTrue();
        CueInput node = CueInput.of(new ObjectMapper().readTree("{\"n\":1.0}"));
        assertThat(policy.validate(node, CueLimits.defaults()).isCompliant()).isTrue();
        CueInput fraction = CueInput.of(new ObjectMapper().readTree("{\"n\":1.5}"));
        assertThat(policy.validate(fraction, CueLimits.defaults()).isCompliant())
                .isFalse();
    }

    @Test
    void refusesInputThatIsNotOneJsonValue() {
        for (String input : new String[] {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "NaN", "[01]"}) {
            assertThatThrownBy(() -> CueInput.ofJson(input)).as(input).isInstanceOf(CueException.class);
            assertThat(CueEval.evaluate("a: 1", input).compliant()).isFalse();
        }
    }

    @Test
    void policyMayBeUsedManyTimes() throws CueException {
        CuePolicy policy = CueCompiler.compile("p.cue", "a: *1 | int\nb: a & <3", CueOptions.defaults());
        for (int i = 0; i < 3; i++) {
            assertThat(policy.validate(CueInput.ofJson("{\"a\":2}"), CueLimits.defaults())
                            .isCompliant())
                    .isTrue();
            assertThat(policy.validate(CueInput.ofJson("{\"a\":5}"), CueLimits.defaults())
                            .isCompliant())
                    .isFalse();
        }
    }

    @Test
    void evaluationFacadeUsesPolicyControllersTexts() {
        assertThat(CueEval.evaluate("a: 1", "{\"a\":2}"))
                .isEqualTo(new CueEval.Result(
                        false, "failed to evaluate the policy with error: a: conflicting values 2 and 1"));
        assertThat(CueEval.evaluate("a: ", "{}").error()).startsWith("failed to compile the cue policy with error: ");
        assertThat(CueEval.evaluate("a: 1", "{").error())
                .startsWith("failed to compile the attestation data with error: ");
        assertThat(CueEval.evaluate("", "{\"any\":true}")).isEqualTo(new CueEval.Result(true, ""));
    }

    @Test
    void explainsForPeopleAndReports() throws CueException {
        CueExplanation conflict = CueExplanation.of("p.cue", validate("a: 1", "{\"a\":2}"));
        assertThat(conflict.text()).contains("a: conflicting values 2 and 1").contains("p.cue:1:4");
        assertThat(conflict.json().at("/conflicts/0/path").asText()).isEqualTo("a");
        assertThat(conflict.json().at("/conflicts/0/seen").asText()).isEqualTo("2");
        assertThat(CueExplanation.of("p.cue", new CueVerdict.Compliant()).text())
                .isEqualTo("compliant");
        CueExplanation failed = CueExplanation.of("p.cue", new CueVerdict.Failed(failure("a: strings.X")));
        assertThat(failed.json().get("verdict").asText()).isEqualTo("failed");
        assertThat(failed.json().get("kind").asText()).isEqualTo("INVALID_POLICY");
    }

    @Test
    void hidesControlCharactersInExcerpts() {
        CueException e = failure("a: \"x\u001b[31m\" b");
        assertThat(e.excerpt()).doesNotContain("\u001b");
    }
}
