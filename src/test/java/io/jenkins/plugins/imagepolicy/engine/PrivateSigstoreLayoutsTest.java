package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.SharedCases;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.ImageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OCI layouts that real cosign 2.5 and 3.1 signed, judged by the gate as a whole. */
class PrivateSigstoreLayoutsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "c2-key-cosign-notlog, cosign.pub, PASS, ''",
        "c2-key-rekor, cosign.pub, PASS, ''",
        "c2-key-p384-notlog, p384.pub, PASS, ''",
        "c2-multi, cosign.pub, PASS, ''",
        "c2-oci11, cosign.pub, PASS, ''",
        "c2-index-recursive, cosign.pub, PASS, ''",
        "c3-legacyformat-key, cosign.pub, PASS, ''",
        "c2-key-cosign-notlog, rsa.pub, FAIL, SIGNED_BY_OTHER",
        "c2-key-p384-notlog, cosign.pub, FAIL, SIGNED_BY_OTHER",
        "c2-keyless, cosign.pub, FAIL, SIGNED_BY_OTHER",
        "c2-att-key, cosign.pub, FAIL, UNSIGNED",
        "c3-key-ed-rekor1, ed.pub, FAIL, UNSIGNED",
        "c3-key-p384-rekor2, p384.pub, FAIL, UNSIGNED",
        "c3-key-ed-notlog, ed.pub, FAIL, OTHER_FORMAT",
        "c3-key-rsa-rekor2, rsa.pub, FAIL, OTHER_FORMAT",
        "c3-key-annot, cosign.pub, FAIL, OTHER_FORMAT",
        "neg-wrong-image, cosign.pub, FAIL, BAD_SIGNATURE"
    })
    void byKeyInTheLegacyFormat(String sample, String key, Verdict verdict, String code) throws Exception {
        Path folder = SharedCases.folder("sigstore/private-sigstore").toAbsolutePath();
        String authority = "key:\n        data: |\n"
                + Files.readString(folder.resolve(key)).indent(10);
        ImageReport image = judge(folder, sample, authority);
        assertThat(image.verdict()).as(Gates.messages(image)).isEqualTo(verdict);
        if (!code.isEmpty()) {
            assertThat(Gates.codes(image)).as(Gates.messages(image)).containsExactly(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "c2-keyless, release.yml, PASS, ''",
        "c2-keyless, other.yml, FAIL, SIGNED_BY_OTHER",
        "c2-key-cosign-notlog, release.yml, FAIL, SIGNED_BY_OTHER",
        "c2-att-keyless, release.yml, FAIL, UNSIGNED",
        "c3-keyless-rekor1, release.yml, FAIL, OTHER_FORMAT"
    })
    void keylessInTheLegacyFormat(String sample, String workflow, Verdict verdict, String code) throws Exception {
        Path folder = SharedCases.folder("sigstore/private-sigstore").toAbsolutePath();
        String authority = """
                keyless:
                        url: https://fulcio.example
                        identities:
                          - issuer: https://token.actions.githubusercontent.com
                            subject: https://github.com/acme/app/.github/workflows/%s@refs/heads/main
                      ctlog:
                        url: https://rekor.example
                """.formatted(workflow);
        ImageReport image = judge(folder, sample, authority);
        assertThat(image.verdict()).as(Gates.messages(image)).isEqualTo(verdict);
        if (!code.isEmpty()) {
            assertThat(Gates.codes(image)).as(Gates.messages(image)).containsExactly(code);
        }
    }

    private ImageReport judge(Path folder, String sample, String authority) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("policy.yaml"), """
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata:
                  name: signed
                spec:
                  images:
                    - glob: "**"
                  authorities:
                    - %s""".formatted(authority));
        GateReport report = Gates.run(GateRequest.builder()
                .directory(directory.toString())
                .policies(List.of("policy.yaml"))
                .layouts(List.of(folder.resolve("oci").resolve(sample).toString()))
                .trustRoot(folder.resolve("trusted_root.json").toString())
                .offline(true));
        assertThat(report.images()).as(Gates.diagnostics(report)).hasSize(1);
        return report.images().get(0);
    }
}
