package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path directory;

    @Test
    void thisRepositorysPoliciesLoadBesideTheirTests() {
        Cli cli = Cli.run("check", "images/policies");
        assertThat(cli.exit()).as(cli.all()).isZero();
        assertThat(cli.out()).contains("0 errors");
    }

    @Test
    void aBooleanComparedWithTextIsLintedAtItsLine() throws IOException {
        Path policy = Files.writeString(directory.resolve("host.yaml"), """
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata:
                  name: host
                spec:
                  images:
                    - glob: "**"
                  authorities:
                    - static:
                        action: pass
                  policy:
                    includeSpec: true
                    type: rego
                    data: |
                      package sigstore
                      default isCompliant = false
                      isCompliant {
                        input.spec.hostIPC == "false"
                      }
                """);
        Cli cli = Cli.run("check", policy.toString());
        assertThat(cli.exit()).isZero();
        assertThat(cli.out()).contains("host.yaml:18:");
    }

    @Test
    void jsonHasPoliciesAndDiagnostics() throws IOException {
        Path policy = Files.writeString(
                directory.resolve("typo.yaml"), "apiVersion: v1\nkind: Nonsense\nmetadata: {name: x}\n");
        Cli cli = Cli.run("check", "--format", "json", policy.toString());
        assertThat(cli.exit()).isEqualTo(2);
        JsonNode json = new ObjectMapper().readTree(cli.out());
        assertThat(json.at("/diagnostics/0/code").asText()).isEqualTo("POLICY_INVALID");
        assertThat(json.at("/diagnostics/0/severity").asText()).isEqualTo("error");
    }
}
