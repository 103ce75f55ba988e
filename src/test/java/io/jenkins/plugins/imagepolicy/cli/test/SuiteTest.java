package io.jenkins.plugins.imagepolicy.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatcher;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteTest {
    private static final String HEAD = "apiVersion: image-policy/v1\nkind: PolicyTest\npolicies: p.yaml\ntests:\n";

    /** Wants User 65532 in every platform's configuration, and a signature by {@code me}. */
    private record Wanted() implements Policy {
        @Override
        public String name() {
            return "wanted";
        }

        @Override
        public String kind() {
            return "Test";
        }

        @Override
        public String file() {
            return "p.yaml";
        }

        @Override
        public int line() {
            return 1;
        }

        @Override
        public Optional<PolicyResult> judge(Candidate candidate, Judging judging) {
            if (candidate.image().canonical().startsWith("other.example/")) {
                return Optional.empty();
            }
            List<Reason> reasons = new ArrayList<>();
            try {
                Manifest root = candidate.image().manifest();
                List<Manifest> platforms = new ArrayList<>(root.isIndex() ? List.of() : List.of(root));
                for (var child : root.manifests()) {
                    platforms.add(candidate
                            .image()
                            .repository()
                            .manifest(child.digest())
                            .orElseThrow());
                }
                for (Manifest platform : platforms) {
                    byte[] config = candidate
                            .image()
                            .repository()
                            .blob(platform.config().orElseThrow().digest(), 1000)
                            .orElseThrow();
                    String user = new ObjectMapper()
                            .readTree(config)
                            .at("/config/User")
                            .asText();
                    if (!user.equals("65532")) {
                        reasons.add(new Reason(ReasonCode.POLICY_REJECTED, "User is '" + user + "'", "", ""));
                    }
                }
                var found = judging.signatures()
                        .signatures(
                                Search.in(
                                        candidate.image().repository(),
                                        candidate.image().digest()),
                                demand());
                if (found.verified().isEmpty()) {
                    found.refusals().forEach(r -> reasons.add(new Reason(r.code(), r.message(), "", "")));
                }
            } catch (Exception e) {
                reasons.add(new Reason(ReasonCode.REGISTRY_UNREACHABLE, e.getMessage(), "", ""));
            }
            Verdict verdict = reasons.isEmpty() ? Verdict.PASS : Verdict.FAIL;
            return Optional.of(
                    new PolicyResult(name(), kind(), file(), 1, PolicyMode.ENFORCE, verdict, reasons, List.of(), null));
        }

        private static Demand demand() {
            IdentityMatcher me = new IdentityMatcher() {
                @Override
                public boolean matches(CertificateIdentity identity) {
                    return identity.subjects().contains("me");
                }

                @Override
                public String describe() {
                    return "me";
                }
            };
            return new Demand(
                    new SignerDemand.Keyless(List.of(), List.of(), true, List.of(me)),
                    new LogDemand.Required(List.of()),
                    new TimestampDemand.Optional(List.of()),
                    SignatureFormat.LEGACY,
                    java.util.Map.of());
        }
    }

    private static List<TestResult> run(String tests) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<Suite> suites = SuiteReader.read(new SourceText("s.yaml", HEAD + tests), diagnostics);
        assertThat(diagnostics).isEmpty();
        return SuiteRunner.run(suites.get(0), new PolicySet(List.of(new Wanted()), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        config: {config: {User: '65532'}}, signatures: [{subject: me, issuer: i}]                        | pass |
        config: {config: {User: root}}, signatures: [{accepted: true}]                                   | fail | POLICY_REJECTED
        configs: [{config: {User: '65532'}}, {config: {User: '0'}, os: windows}], signatures: [{accepted: true}] | fail | POLICY_REJECTED
        config: {config: {User: '65532'}}                                                                | fail | UNSIGNED
        config: {config: {User: '65532'}}, signatures: [{subject: you}]                                  | fail | SIGNED_BY_OTHER
        config: {config: {User: '65532'}}, signatures: [{subject: me, logged: false}]                    | fail | NOT_IN_LOG
        config: {config: {User: '65532'}}, signatures: [{subject: me, format: bundle}]                   | fail | OTHER_FORMAT
        config: {config: {User: '65532'}}, signatures: [{fault: BAD_SIGNATURE}]                          | fail | BAD_SIGNATURE
        config: {config: {User: '65532'}}, signatures: [{fault: REGISTRY_UNREACHABLE}]                   | fail | REGISTRY_UNREACHABLE
        image: 'other.example/app:1'                                                                       | unmatched |
        """)
    void fixturesStandInForTheRegistry(String fixtures, String verdict, String code) {
        String expect = "{verdict: " + verdict + (code == null ? "" : ", code: " + code) + "}";
        assertThat(run("- {name: one, " + fixtures + ", expect: " + expect + "}"))
                .singleElement()
                .satisfies(result -> assertThat(result.explain()).matches(text -> result.passed()));
    }

    @Test
    void aDifferenceIsShown() {
        TestResult result = run("- {name: one, config: {config: {User: root}}, signatures: [{accepted: true}],"
                        + " expect: {verdict: pass, message: nothing}}")
                .get(0);
        assertThat(result.passed()).isFalse();
        assertThat(result.explain())
                .contains("    - verdict  pass\n    + verdict  fail\n")
                .contains("    - message  contains 'nothing'\n    + message  User is 'root'\n")
                .contains("    wanted (p.yaml:1): fail\n      POLICY_REJECTED: User is 'root'\n");
    }

    @Test
    void everyContainerOfAManifestIsJudged() {
        String manifest =
                "manifest: {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: 'other.example/app:1'}],"
                        + " initContainers: [{name: b, image: 'registry.example/tool:1'}]}}";
        assertThat(run("- {name: one, " + manifest + ", expect: {verdict: fail, code: [POLICY_REJECTED, UNSIGNED]}}")
                        .get(0)
                        .passed())
                .isTrue();
        assertThat(run("- {name: one, image: 'other.example/app:1', " + manifest + ", expect: {verdict: unmatched}}")
                        .get(0)
                        .passed())
                .isTrue();
        assertThat(run("- {name: one, image: 'absent.example/app:1', " + manifest + ", expect: {verdict: unmatched}}")
                        .get(0)
                        .broken())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        - {name: one}                                                                  | s.yaml:5:3: error: 'expect' is missing
        - {expect: {verdict: pass}}                                                  | 'name' is missing
        - {name: one, expect: {verdict: passed}}                                       | 'passed' is no verdict
        - {name: one, expect: {verdict: fail, code: UNSIGND}}                          | Did you mean 'UNSIGNED'?
        - {name: one, expct: {verdict: fail}}                                          | Did you mean 'expect'?
        - {name: one, signatures: [{issuer: i}], expect: {verdict: fail}}              | must say who signed
        - {name: one, signatures: [{subject: s, accepted: true}], expect: {verdict: fail}} | must say who signed
        - {name: one, signatures: [{key: nonsense}], expect: {verdict: fail}}          | PEM
        - {name: one, attestations: [{accepted: true}], expect: {verdict: fail}}       | 'predicateType' is missing
        """)
    void tellsWhatIsWrongWithASuite(String test, String message) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        SuiteReader.read(new SourceText("s.yaml", HEAD + test + "\n"), diagnostics);
        assertThat(diagnostics.stream().map(Diagnostic::render))
                .anySatisfy(text -> assertThat(text).contains(message));
    }

    @Test
    void aBrokenPolicyBreaksTheTest() {
        Diagnostic error = Diagnostic.error(ReasonCode.POLICY_INVALID, "p.yaml", "broken", "");
        List<Suite> suites = SuiteReader.read(
                new SourceText("s.yaml", HEAD + "- {name: one, expect: {verdict: unmatched}}"), new ArrayList<>());
        assertThat(SuiteRunner.run(suites.get(0), new PolicySet(List.of(), List.of(error))))
                .singleElement()
                .satisfies(result -> assertThat(result.broken()).isTrue());
    }

    @Test
    void otherDocumentsAreNoSuites() {
        assertThat(SuiteReader.read(new SourceText("p.yaml", "apiVersion: v1\nkind: Secret\n"), new ArrayList<>()))
                .isEmpty();
    }
}
