package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every attack is refused, and for its own reason. */
class AttackTest {
    @TestFactory
    Stream<DynamicTest> everyAttackIsRefused() {
        Map<String, Attacks.Attack> attacks = Attacks.all();
        assertThat(attacks).hasSizeGreaterThanOrEqualTo(155);
        return attacks.entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> run(e.getValue())));
    }

    private static void run(Attacks.Attack attack) throws Exception {
        Scene scene = new Scene();
        attack.act().accept(scene);
        List<String> messages = new ArrayList<>();
        List<ReasonCode> reasons = scene.judge(messages);
        assertThat(reasons).as(messages.toString()).isNotEmpty();
        assertThat(reasons.get(0)).as(messages.toString()).isEqualTo(attack.expected());
    }
}
