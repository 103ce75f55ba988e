package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetProcessTest {
    @ParameterizedTest
    @CsvSource({
        "verify --policy p --images list.txt, true",
        "verify --policy p --images=list.txt, true",
        "verify --manifest deploy, true",
        "verify --image a --image b, false",
        "verify --image a --image b --image c --image d --image e --image f --image g --image h, true",
        "verify --layout app, false",
        "check --images list.txt, false",
        "'', false"
    })
    void onlyManyImagesAreWorthASecondJava(String line, boolean many) {
        assertThat(FleetProcess.judgesMany(line.split(" "))).isEqualTo(many);
    }

    @Test
    void passesOnWhatTheGateSaysAndNothingElse() {
        for (int code = 0; code <= 3; code++) {
            assertThat(FleetProcess.exit(code)).isEqualTo(code);
        }
        assertThat(FleetProcess.exit(137)).isEqualTo(3);
        assertThat(FleetProcess.exit(143)).isEqualTo(3);
        assertThat(FleetProcess.exit(-1)).isEqualTo(3);
    }
}
