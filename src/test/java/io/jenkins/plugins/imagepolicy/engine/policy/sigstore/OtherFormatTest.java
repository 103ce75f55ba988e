package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The other signature format is looked at to explain a refusal, and only when the whole policy refuses. */
class OtherFormatTest {
    private static final String KEY = """
                key:
                  data: |
                    -----BEGIN PUBLIC KEY-----
                    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAExB6+H6054/W1SJgs5JR6AJr6J35J
                    RCTfQ5s1kD+hGMSE1rH7s46hmXEeyhnlRnaGF8eMU/SBJE/2NKPnxE7WzQ==
                    -----END PUBLIC KEY-----
            """;

    private final Fakes.ScriptedVerifier verifier = new Fakes.ScriptedVerifier();

    private static Policy policy(String... formats) {
        StringBuilder text = new StringBuilder("""
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata: {name: p}
                spec:
                  images: [{glob: "**"}]
                  authorities:
                """);
        for (String format : formats) {
            text.append("  - signatureFormat: ").append(format).append('\n').append(KEY);
        }
        return Policies.one(text.toString());
    }

    private PolicyResult judge(Policy policy) {
        return Policies.judge(
                policy, Fakes.candidate("ghcr.io/org/app@sha256:" + Fakes.EMPTY_ID), Fakes.judging(verifier));
    }

    private List<Boolean> explained() {
        return verifier.searches.stream().map(Search::explained).toList();
    }

    @Test
    void notWhereAnotherAuthorityAccepts() {
        verifier.then("none").then(List.of(Fakes.signature()));
        assertThat(judge(policy("legacy", "bundle")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(explained()).containsExactly(false, false);
    }

    @Test
    void forEachAuthorityWhenAllRefuse() {
        verifier.then("none").then("none").then("legacy explained").then("bundle explained");
        PolicyResult result = judge(policy("legacy", "bundle"));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(explained()).containsExactly(false, false, true, true);
        assertThat(Policies.messages(result)).contains("legacy explained", "bundle explained");
    }

    @Test
    void atOnceForASingleAuthority() {
        verifier.then("why");
        assertThat(judge(policy("legacy")).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(explained()).containsExactly(true);
    }
}
