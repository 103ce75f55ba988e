package io.jenkins.plugins.imagepolicy.engine.policy.waiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaiversTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String RESOLVED = "ghcr.io/acme/app@" + DIGEST;

    private static Waivers read(String yaml) {
        return Waivers.read(new SourceText("waivers.yaml", yaml));
    }

    /** A file with one waiver that has these further fields. */
    private static Waivers one(String... fields) {
        return read("waivers:\n  - owner: team\n    reason: vendor mends it\n"
                + Arrays.stream(fields).map(f -> "    " + f + "\n").reduce("", String::concat));
    }

    private static PolicyResult result(Verdict verdict, ReasonCode... codes) {
        return new PolicyResult(
                "signed",
                "ClusterImagePolicy",
                "p.yaml",
                1,
                PolicyMode.ENFORCE,
                verdict,
                Arrays.stream(codes).map(c -> new Reason(c, "m", "", "")).toList(),
                List.of(),
                null);
    }

    private static Verdict verdict(Waivers waivers, String image, String resolved, PolicyResult result) {
        assertThat(waivers.diagnostics()).isEmpty();
        return waivers.apply(image, resolved, List.of(result), NOW)
                .policies()
                .get(0)
                .verdict();
    }

    @Test
    void waivesAViolationAndKeepsItVisible() {
        Waivers waivers = one("expires: 2026-12-31", "image: ghcr.io/acme/app@*", "policy: signed", "code: UNSIGNED");
        PolicyResult waived = waivers.apply(
                        "ghcr.io/acme/app:1", RESOLVED, List.of(result(Verdict.FAIL, ReasonCode.UNSIGNED)), NOW)
                .policies()
                .get(0);
        assertThat(waived.verdict()).isEqualTo(Verdict.WAIVED);
        assertThat(waived.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.waived()).isTrue();
            assertThat(reason.waiver().owner()).isEqualTo("team");
            assertThat(reason.waiver().line()).isEqualTo(2);
            assertThat(reason.waiver().expires()).isEqualTo("2026-12-31");
        });
        assertThat(waivers.lint(NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/acme/app@*,            ghcr.io/acme/app:1, true",
        "ghcr.io/acme/*,                ghcr.io/acme/app:1, true",
        "ghcr.io/*,                     ghcr.io/acme/app:1, false",
        "ghcr.io/**,                    ghcr.io/acme/app:1, true",
        "ghcr.io/acme/app:1,            ghcr.io/acme/app:1, true",
        "ghcr.io/acme/app:2,            ghcr.io/acme/app:1, false",
        "ghcr.io/acme/ap,               ghcr.io/acme/app:1, false",
        "ghcr_io/acme/app@*,            ghcr.io/acme/app:1, false",
        "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, ghcr.io/acme/app:1, true",
        "sha256:baaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, ghcr.io/acme/app:1, false",
    })
    void coversTheImagesItNames(String pattern, String image, boolean covered) {
        Waivers waivers = one("expires: 2026-12-31", "image: '" + pattern + "'");
        assertThat(verdict(waivers, image, RESOLVED, result(Verdict.FAIL, ReasonCode.UNSIGNED)) == Verdict.WAIVED)
                .isEqualTo(covered);
    }

    /** Whoever writes a manifest may put any tag before a digest; only a tag that was resolved says something. */
    @Test
    void aTagBesideADigestIsNoEvidence() {
        Waivers waivers = one("expires: 2026-12-31", "image: ghcr.io/acme/app:old");
        PolicyResult result = result(Verdict.FAIL, ReasonCode.UNSIGNED);
        assertThat(verdict(waivers, "ghcr.io/acme/app:old", RESOLVED, result)).isEqualTo(Verdict.WAIVED);
        assertThat(verdict(waivers, "ghcr.io/acme/app:old@" + DIGEST, RESOLVED, result))
                .isEqualTo(Verdict.FAIL);
        assertThat(verdict(waivers, "ghcr.io/acme/app:old@" + DIGEST, "", result))
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void coversThePolicyItNames() {
        PolicyResult result = result(Verdict.FAIL, ReasonCode.UNSIGNED);
        for (String policy : List.of("signed", "sig*", "[other, signed]")) {
            assertThat(verdict(
                            one("expires: 2026-12-31", "image: ghcr.io/**", "policy: " + policy),
                            "x/y:1",
                            RESOLVED,
                            result))
                    .isEqualTo(Verdict.WAIVED);
        }
        assertThat(verdict(one("expires: 2026-12-31", "image: ghcr.io/**", "policy: sign"), "x/y:1", RESOLVED, result))
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void whatIsLeftStillRefuses() {
        Waivers waivers = one("expires: 2026-12-31", "image: ghcr.io/**", "code: UNSIGNED");
        assertThat(verdict(
                        waivers,
                        "a:1",
                        RESOLVED,
                        result(Verdict.FAIL, ReasonCode.UNSIGNED, ReasonCode.POLICY_REJECTED)))
                .isEqualTo(Verdict.FAIL);
        assertThat(verdict(waivers, "a:1", RESOLVED, result(Verdict.ERROR, ReasonCode.UNSIGNED, ReasonCode.TIMEOUT)))
                .isEqualTo(Verdict.ERROR);
        Waivers timeout = one("expires: 2026-12-31", "image: ghcr.io/**", "code: TIMEOUT");
        assertThat(verdict(timeout, "a:1", RESOLVED, result(Verdict.ERROR, ReasonCode.UNSIGNED, ReasonCode.TIMEOUT)))
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsWaivedByItsNameOrNotAtAll(ReasonCode code) {
        Verdict verdict = code.isError() ? Verdict.ERROR : Verdict.FAIL;
        Waivers open = one("expires: 2026-12-31", "image: ghcr.io/**");
        assertThat(verdict(open, "a:1", RESOLVED, result(verdict, code)))
                .isEqualTo(code.isError() ? Verdict.ERROR : Verdict.WAIVED);
        Waivers named = one("expires: 2026-12-31", "image: ghcr.io/**", "code: " + code);
        boolean never = List.of("POLICY_INVALID", "INPUT_INVALID", "CONTENT_INVALID", "INTERNAL_ERROR")
                .contains(code.name());
        if (never) {
            assertThat(named.diagnostics()).singleElement().satisfies(d -> assertThat(d.message())
                    .contains("can never be waived"));
        } else {
            assertThat(verdict(named, "a:1", RESOLVED, result(verdict, code))).isEqualTo(Verdict.WAIVED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20,           waiver-expired,      FAIL",
        "2026-11-21T12:00:00Z, waiver-expired,      FAIL",
        "2026-11-21,           waiver-expires-soon, WAIVED",
        "2026-12-04,           waiver-expires-soon, WAIVED",
        "2026-12-06,           ,                    WAIVED",
        "2028-01-01,           waiver-too-long,     WAIVED",
    })
    void holdsUntilItExpires(String expires, String lint, Verdict verdict) {
        Waivers waivers = one("expires: " + expires, "image: ghcr.io/acme/app@*", "policy: signed", "code: UNSIGNED");
        PolicyResult result = waivers.apply("a:1", RESOLVED, List.of(result(Verdict.FAIL, ReasonCode.UNSIGNED)), NOW)
                .policies()
                .get(0);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.reasons().get(0).waiver())
                .as("an expired waiver is shown too")
                .isNotNull();
        assertThat(waivers.lint(NOW).stream().map(Diagnostic::code))
                .isEqualTo(lint == null ? List.of() : List.of(lint));
    }

    @Test
    void lintsWhatIsTooWide() {
        assertThat(one("expires: 2026-12-31", "image: '**'").lint(NOW))
                .singleElement()
                .satisfies(d -> assertThat(d.message())
                        .contains("every image of a registry or of all registries, every policy, every violation"));
        assertThat(one("expires: 2026-12-31", "image: ghcr.io/a/b:1", "policy: p", "code: UNSIGNED")
                        .lint(NOW))
                .extracting(Diagnostic::code)
                .containsExactly("waiver-by-tag");
    }

    @Test
    void tellsOfWaiversThatCoverNothing() {
        Waivers waivers = one("expires: 2026-12-31", "image: ghcr.io/a/b@*", "policy: p", "code: UNSIGNED");
        assertThat(waivers.lint(NOW, java.util.Set.of()))
                .extracting(Diagnostic::code)
                .containsExactly("waiver-unused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            owner: a                           | waivers.yaml:2:5: error: 'reason' is missing
            reason: a                          | waivers.yaml:2:5: error: 'owner' is missing
            expires: never                     | waivers.yaml:3:5: error: 'never' is no date
            expires: 2026-02-30                | waivers.yaml:3:5: error: '2026-02-30' is no date
            expire: 2026-12-31                 | Did you mean 'expires'?
            image: 'a b'                       | waivers.yaml:3:5: error: 'a b' is no pattern of images
            code: UNSIGND                      | Did you mean 'UNSIGNED'?
            owner: 7                           | 'owner' is no text
            image: []                          | 'image' is no text
            """)
    void tellsWhatIsWrongWhere(String field, String message) {
        Waivers waivers = read("waivers:\n  - policy: p\n    " + field + "\n");
        assertThat(waivers.diagnostics().stream().map(Diagnostic::render))
                .anySatisfy(text -> assertThat(text).contains(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "waiver: []",
                "[]",
                "waivers: {}",
                "waivers: [1]",
                "a: [",
                "waivers: []\n---\nwaivers: []"
            })
    void refusesWhatIsNoWaiverFile(String yaml) {
        assertThat(read(yaml).diagnostics()).anyMatch(Diagnostic::isError);
    }

    @Test
    void oneFaultLeavesNoWaiver() {
        Waivers waivers =
                read("waivers:\n  - {owner: a, reason: b, expires: 2026-12-31, image: 'ghcr.io/**'}\n  - {owner: a}\n");
        PolicyResult result = result(Verdict.FAIL, ReasonCode.UNSIGNED);
        assertThat(waivers.apply("a:1", RESOLVED, List.of(result), NOW).policies())
                .containsExactly(result);
    }
}
