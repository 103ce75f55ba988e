package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JUnit XML: a test suite of images and one of the input. A policy is a class, an image a test of it, so that Jenkins shows the
 * history of each. Warnings and waived findings are skipped tests: visible, and no failure.
 */
final class JunitReport {
    private JunitReport() {}

    static String render(GateReport report) {
        List<JunitXml.Suite> suites = new ArrayList<>();
        suites.add(new JunitXml.Suite("image-policy", report.started(), report.seconds(), images(report)));
        List<JunitXml.Case> input = report.diagnostics().stream()
                .filter(d -> d.severity() != Severity.NOTE)
                .map(JunitReport::diagnostic)
                .toList();
        if (!input.isEmpty()) {
            suites.add(new JunitXml.Suite("image-policy input", report.started(), 0, input));
        }
        return JunitXml.render(suites);
    }

    private static List<JunitXml.Case> images(GateReport report) {
        List<JunitXml.Case> cases = new ArrayList<>();
        for (GateReport.ImageReport image : report.images()) {
            for (PolicyResult policy : image.policies()) {
                cases.add(new JunitXml.Case(
                        policy.kind() + "." + policy.policy().replace('.', '_'),
                        image.image(),
                        outcome(image, policy)));
            }
            if (image.policies().isEmpty()) {
                cases.add(new JunitXml.Case(
                        GateReport.ImageReport.GATE + ".no policy",
                        image.image(),
                        new JunitXml.Outcome(
                                image.verdict() == Verdict.PASS ? JunitXml.Status.ERROR : status(image.verdict()),
                                image.verdict().name(),
                                "No policy judged the image",
                                "")));
            }
        }
        return cases;
    }

    private static JunitXml.Outcome outcome(GateReport.ImageReport image, PolicyResult policy) {
        if (policy.verdict() == Verdict.PASS) {
            return JunitXml.Outcome.PASSED;
        }
        String codes =
                policy.reasons().stream().map(r -> r.code().name()).distinct().collect(Collectors.joining(", "));
        String message = policy.reasons().isEmpty()
                ? policy.verdict().name()
                : policy.reasons().get(0).message();
        return new JunitXml.Outcome(status(policy.verdict()), codes, message, detail(image, policy));
    }

    private static JunitXml.Status status(Verdict verdict) {
        return switch (verdict) {
            case PASS -> JunitXml.Status.PASSED;
            case UNMATCHED, WAIVED, WARN -> JunitXml.Status.SKIPPED;
            case FAIL -> JunitXml.Status.FAILED;
            case ERROR -> JunitXml.Status.ERROR;
        };
    }

    private static String detail(GateReport.ImageReport image, PolicyResult policy) {
        StringBuilder detail = new StringBuilder();
        detail.append("image ").append(Printable.line(image.image())).append('\n');
        if (!image.resolved().isEmpty()) {
            detail.append("resolved ").append(Printable.line(image.resolved())).append('\n');
        }
        if (!policy.file().isEmpty()) {
            detail.append("policy ")
                    .append(Printable.line(policy.file()))
                    .append(':')
                    .append(policy.line())
                    .append('\n');
        }
        for (GateReport.Use use : image.uses()) {
            if (use.file() != null && !use.file().isEmpty()) {
                detail.append("used in ")
                        .append(Printable.line(use.file()))
                        .append(':')
                        .append(use.line())
                        .append('\n');
            }
        }
        for (Reason reason : policy.reasons()) {
            detail.append(reason.code())
                    .append(": ")
                    .append(Printable.line(reason.message()))
                    .append('\n');
            if (!reason.remedy().isEmpty()) {
                detail.append("  => ").append(Printable.line(reason.remedy())).append('\n');
            }
            if (reason.waiver() != null) {
                detail.append("  ")
                        .append(Printable.line(Waivings.sentence(reason.waiver())))
                        .append('\n');
            }
        }
        return detail.toString();
    }

    private static JunitXml.Case diagnostic(Diagnostic diagnostic) {
        JunitXml.Status status = diagnostic.isError() ? JunitXml.Status.ERROR : JunitXml.Status.SKIPPED;
        String name = diagnostic.place().isEmpty() ? diagnostic.code() : diagnostic.place();
        return new JunitXml.Case(
                "input." + diagnostic.code().replace('.', '_'),
                name,
                new JunitXml.Outcome(status, diagnostic.code(), diagnostic.message(), diagnostic.render()));
    }
}
