package io.jenkins.plugins.imagepolicy.cli.test;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import java.util.List;

/**
 * How one test ended.
 *
 * @param differences between what is expected and what is; empty when it passed
 * @param broken whether it could not be run at all
 */
public record TestResult(
        Suite suite, TestCase test, List<PolicyResult> results, List<String> differences, boolean broken) {
    public TestResult {
        results = List.copyOf(results);
        differences = List.copyOf(differences);
    }

    public boolean passed() {
        return differences.isEmpty();
    }

    /** The difference, and what each policy said, indented. */
    public String explain() {
        StringBuilder text = new StringBuilder(broken || passed() ? "" : "    - expected, + found\n");
        differences.forEach(line -> text.append("    ")
                .append(Printable.lines(line).replace("\n", "\n    "))
                .append('\n'));
        for (PolicyResult result : results) {
            line(
                    text,
                    "    " + result.policy() + " (" + result.file() + ":" + result.line() + "): "
                            + Expectation.lower(result.verdict()));
            result.reasons()
                    .forEach(reason -> line(
                            text,
                            "      " + reason.code() + (reason.authority().isEmpty() ? "" : " " + reason.authority())
                                    + ": " + reason.message()));
        }
        if (results.isEmpty() && !broken) {
            text.append("    no policy matches the image\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(Printable.line(line)).append('\n');
    }
}
