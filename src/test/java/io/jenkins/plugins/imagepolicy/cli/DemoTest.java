package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path target;

    @Test
    void tellsTheSignedImageFromTheUnsignedOne() throws Exception {
        Cli cli = Cli.run("demo", "--target", target.toString());
        assertThat(cli.exit()).as(cli.all()).isZero();
        assertThat(cli.out()).contains("UNSIGNED").contains("passed the signed image and refused the unsigned one");
        assertThat(target.resolve("report.html")).isNotEmptyFile();
        JsonNode report =
                new ObjectMapper().readTree(target.resolve("report.json").toFile());
        assertThat(report.at("/counts/pass").asInt()).isEqualTo(1);
        assertThat(report.at("/images/1/verdict").asText()).isEqualTo("fail");
    }

    @Test
    void saysWhereItMustRun() {
        Cli cli = Cli.run("demo", "--images", target.toString());
        assertThat(cli.exit()).isEqualTo(2);
        assertThat(cli.err()).contains("--images DIR");
    }
}
