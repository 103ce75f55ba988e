package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.registry.ClientIdentity;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenIdentitiesTest {
    @Test
    void areWhatWasGivenByHost() throws Exception {
        ClientIdentity identity = new ClientIdentity("certificate", "key", "authorities");
        assertThat(GivenIdentities.entries("Registry.example:443", identity))
                .containsOnlyKeys(
                        "client certificate Registry.example:443",
                        "client key Registry.example:443",
                        "authorities Registry.example:443");
        GateRequest request = GateRequest.builder()
                .files(GivenIdentities.entries("Registry.example:443", identity))
                .build();
        assertThat(new RegistrySettings(request).read().identities()).isEqualTo(Map.of("registry.example", identity));
    }

    @Test
    void lackWhatWasNotGiven() {
        GateRequest request = GateRequest.builder()
                .files(Map.of("client certificate localhost:5000", "certificate"))
                .build();
        assertThat(GivenIdentities.in(request))
                .isEqualTo(Map.of("localhost:5000", new ClientIdentity("certificate", "", "")));
    }

    /** A pipeline's author chooses the paths, and diagnostics quote what they lead to. */
    @Test
    void areNothingThatAPathMayName(@TempDir Path directory) throws Exception {
        for (String entry : List.of("client key h", "client certificate h", "authorities h")) {
            GateRequest request = GateRequest.builder()
                    .directory(directory.toString())
                    .policies(List.of(entry))
                    .trustRoot(entry)
                    .files(GivenIdentities.entries("h", new ClientIdentity("S3CRET: [", "S3CRET: [", "S3CRET: [")))
                    .build();
            GateReport report = new Gate(GateProgress.SILENT).run(request);
            assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(report.toString()).contains(entry).doesNotContain("S3CRET");
        }
    }
}
