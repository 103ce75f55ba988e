package io.jenkins.plugins.imagepolicy.engine.language.cue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CueBoundaryTest {
    @Test
    void acceptsNothingThatCueRefuses() {
        List<String> accepted = new ArrayList<>();
        for (Boundaries.Case each : Boundaries.all()) {
            if (!each.compliant()
                    && CueEval.evaluate(each.policy(), each.input()).compliant()) {
                accepted.add(each.toString());
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void refusesWhatCueAcceptsOnlyWhereItIsKnown() {
        List<String> refused = new ArrayList<>();
        int deviations = 0;
        List<Boundaries.Case> cases = Boundaries.all();
        for (Boundaries.Case each : cases) {
            CueEval.Result result = CueEval.evaluate(each.policy(), each.input());
            if (each.compliant() && !result.compliant()) {
                boolean unsupported = result.error().contains("UNSUPPORTED");
                deviations++;
                if (each.ours().isEmpty() || unsupported != each.ours().equals("unsupported")) {
                    refused.add(each + " -> " + result.error());
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(deviations).isLessThan(cases.size() / 50);
    }

    @Test
    void hasBothSidesOfMostPolicies() {
        List<Boundaries.Case> cases = Boundaries.all();
        assertThat(cases).hasSizeGreaterThan(700);
        assertThat(cases.stream().filter(Boundaries.Case::compliant).count()).isBetween(200L, cases.size() - 200L);
    }
}
