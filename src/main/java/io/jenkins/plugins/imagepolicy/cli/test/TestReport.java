package io.jenkins.plugins.imagepolicy.cli.test;

import io.jenkins.plugins.imagepolicy.engine.report.JunitXml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results of policy tests as JUnit XML. */
final class TestReport {
    private TestReport() {}

    static String junit(List<Suite> suites, List<TestResult> results, Instant started) {
        double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
        List<JunitXml.Suite> rendered = new ArrayList<>();
        for (Suite suite : suites) {
            List<JunitXml.Case> cases = results.stream()
                    .filter(result -> result.suite() == suite)
                    .map(TestReport::test)
                    .toList();
            rendered.add(new JunitXml.Suite(suite.name(), started.toString(), seconds / suites.size(), cases));
        }
        return JunitXml.render(rendered);
    }

    private static JunitXml.Case test(TestResult result) {
        JunitXml.Outcome outcome = result.passed()
                ? JunitXml.Outcome.PASSED
                : new JunitXml.Outcome(
                        result.broken() ? JunitXml.Status.ERROR : JunitXml.Status.FAILED,
                        result.broken() ? "broken" : "difference",
                        result.differences().get(0),
                        result.explain());
        return new JunitXml.Case(
                "policies." + result.suite().name().replace('.', '_'),
                result.test().name(),
                outcome);
    }
}
