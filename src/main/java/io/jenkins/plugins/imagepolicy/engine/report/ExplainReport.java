package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The whole story of one image: what it was resolved to, what each policy saw and said, and why other policies said nothing. */
public final class ExplainReport {
    private static final int LONGEST_INPUT = 40_000;

    private final RenderOptions options;
    private final Ansi ansi;
    private final StringBuilder text = new StringBuilder();

    private ExplainReport(RenderOptions options) {
        this.options = options;
        this.ansi = new Ansi(options.colour());
    }

    private static List<GateReport.ImageReport> named(GateReport report, String name) {
        List<GateReport.ImageReport> images = report.images().stream()
                .filter(i -> i.image().equals(name)
                        || i.resolved().equals(name)
                        || i.digest().equals(name))
                .toList();
        return images.isEmpty()
                ? report.images().stream()
                        .filter(i -> i.image().contains(name) || i.resolved().contains(name))
                        .toList()
                : images;
    }

    /**
     * Tells the story of every image of the report that is meant by {@code name}.
     *
     * @param name as written, resolved, or the digest; when no image has just that name, a part of one
     * @param policies all that were loaded, so that those which did not apply can be named
     */
    public static String render(GateReport report, String name, List<Policy> policies, RenderOptions options) {
        ExplainReport story = new ExplainReport(options);
        List<GateReport.ImageReport> images = named(report, name);
        if (images.isEmpty()) {
            story.wrapped(
                    "",
                    "The report has no image " + name + "; it has "
                            + (report.images().isEmpty()
                                    ? "none at all"
                                    : String.join(
                                            ", ",
                                            report.images().stream()
                                                    .map(GateReport.ImageReport::image)
                                                    .limit(10)
                                                    .toList())));
        }
        for (GateReport.ImageReport image : images) {
            story.image(image);
            image.policies().forEach(story::policy);
            story.others(image, policies);
            story.codes(image);
        }
        return story.text.toString();
    }

    private void image(GateReport.ImageReport image) {
        line(ansi.bold("Image      " + Printable.line(image.image())));
        line("Resolved   " + (image.resolved().isEmpty() ? "no: see the reasons" : Printable.line(image.resolved())));
        if (!image.platforms().isEmpty()) {
            line("Platforms  " + Printable.line(String.join(", ", image.platforms())));
        }
        for (GateReport.Use use : image.uses()) {
            if (use.file() != null && !use.file().isEmpty()) {
                wrapped(
                        "Used in    ",
                        use.file() + (use.line() > 0 ? ":" + use.line() : "") + " " + nonNull(use.workload()) + " "
                                + nonNull(use.path()));
            }
        }
        line("Verdict    " + ansi.verdict(image.verdict(), TextReport.label(image.verdict())));
    }

    private void policy(PolicyResult policy) {
        line("");
        String place = policy.file().isEmpty() ? "" : ", " + policy.file() + ":" + policy.line();
        line(ansi.bold("Policy " + Printable.line(policy.policy() + " (" + policy.kind() + place + ")")) + ": "
                + ansi.verdict(policy.verdict(), TextReport.label(policy.verdict())));
        for (Reason reason : policy.reasons()) {
            String authority = reason.authority().isEmpty() ? "" : reason.authority() + ": ";
            wrapped("  ", reason.code() + ": " + authority + reason.message());
            if (!reason.remedy().isEmpty()) {
                wrapped("    => ", reason.remedy());
            }
            if (reason.waiver() != null) {
                wrapped("    ", Waivings.sentence(reason.waiver()));
            }
        }
        policy.authorities().forEach(this::authority);
        input(policy.explanation());
    }

    private void authority(AuthorityResult authority) {
        wrapped("  ", "Authority " + authority.name() + ": " + TextReport.label(authority.verdict()));
        for (AuthorityResult.Signer signer : authority.signers()) {
            wrapped(
                    "    ",
                    "signed by " + signer.identity()
                            + (signer.issuer().isEmpty() ? "" : ", issuer " + signer.issuer())
                            + (signer.signedAt().isEmpty() ? "" : ", at " + signer.signedAt())
                            + (signer.artefact().isEmpty() ? "" : ", in " + signer.artefact()));
        }
        for (SearchStep step : authority.searched()) {
            wrapped("    ", "searched " + step.where() + ": " + step.result());
        }
        for (Reason reason : authority.reasons()) {
            wrapped("    ", reason.code() + ": " + reason.message());
        }
    }

    private void input(JsonNode explanation) {
        if (explanation == null) {
            return;
        }
        line("  What the policy saw and how it decided");
        String json = explanation.toPrettyString();
        String shown = json.length() > LONGEST_INPUT
                ? json.substring(0, LONGEST_INPUT) + "\n... (the JSON report has the rest)"
                : json;
        Printable.lines(shown).lines().forEach(l -> line("    " + l));
    }

    private void others(GateReport.ImageReport image, List<Policy> policies) {
        List<Policy> silent = policies.stream()
                .filter(p -> image.policies().stream()
                        .noneMatch(r -> r.policy().equals(p.name())
                                && r.kind().equals(p.kind())
                                && r.file().equals(p.file())))
                .toList();
        if (silent.isEmpty()) {
            return;
        }
        line("");
        line(ansi.bold("Policies that do not apply"));
        for (Policy policy : silent) {
            String reach = policy.appliesTo().isEmpty() ? "" : ": applies to " + policy.appliesTo();
            wrapped(
                    "  ",
                    policy.name() + " (" + policy.kind() + ", " + policy.file() + ":" + policy.line() + ")" + reach);
        }
    }

    private void codes(GateReport.ImageReport image) {
        Set<ReasonCode> codes = new TreeSet<>();
        image.policies().stream().filter(p -> p.verdict() != Verdict.PASS).forEach(p -> p.reasons()
                .forEach(r -> codes.add(r.code())));
        if (codes.isEmpty()) {
            return;
        }
        line("");
        line(ansi.bold("What the codes mean"));
        for (ReasonCode code : codes) {
            CodeHelp help = CodeHelp.of(code);
            wrapped("  ", code + ": " + help.summary() + " " + help.cause());
            wrapped("    => ", help.remedy());
        }
    }

    private static String nonNull(String value) {
        return value == null ? "" : value;
    }

    private void wrapped(String lead, String content) {
        List<String> lines = TextWidth.wrap(content.strip(), options.width() - lead.length());
        for (int i = 0; i < lines.size(); i++) {
            line((i == 0 ? lead : " ".repeat(lead.length())) + lines.get(i));
        }
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
