package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.List;

/** The report as a table for a terminal: a row for each image, below it why it did not pass and what to do. */
final class TextReport {
    private static final int VERDICT = 9;
    private static final int DIGEST = 12;
    private static final int MOST_USES = 3;
    private static final String INDENT = " ".repeat(VERDICT + 2);

    private final GateReport report;
    private final RenderOptions options;
    private final Ansi ansi;
    private final StringBuilder text = new StringBuilder();
    private final int imageWidth;

    private TextReport(GateReport report, RenderOptions options) {
        this.report = report;
        this.options = options;
        this.ansi = new Ansi(options.colour());
        int longest = report.images().stream()
                .mapToInt(i -> TextWidth.of(Printable.line(i.image())))
                .max()
                .orElse(0);
        int reason =
                report.images().stream().mapToInt(i -> codes(i).length()).max().orElse(0);
        int room = options.width() - VERDICT - DIGEST - Math.max(reason, "REASON".length()) - 6;
        this.imageWidth = Math.max("IMAGE".length(), Math.min(longest, room));
    }

    static String render(GateReport report, RenderOptions options) {
        TextReport rendering = new TextReport(report, options);
        rendering.images();
        rendering.diagnostics();
        rendering.summary();
        return rendering.text.toString();
    }

    private void images() {
        if (report.images().isEmpty()) {
            return;
        }
        line(ansi.bold(row("VERDICT", "IMAGE", "DIGEST", "REASON")));
        for (GateReport.ImageReport image : report.images()) {
            String verdict = TextWidth.pad(label(image.verdict()), VERDICT);
            String rest = row("", image.image(), shortDigest(image.digest()), codes(image))
                    .substring(VERDICT);
            line(ansi.verdict(image.verdict(), verdict) + rest);
            if (TextWidth.of(Printable.line(image.image())) > imageWidth) {
                wrapped("", image.image());
            }
            image.policies().stream()
                    .filter(p -> p.verdict() != Verdict.PASS && !p.reasons().isEmpty())
                    .forEach(this::policy);
            if (image.verdict().compareTo(Verdict.UNMATCHED) > 0) {
                uses(image.uses());
            }
        }
        line("");
    }

    private String row(String verdict, String image, String digest, String reason) {
        return (TextWidth.pad(verdict, VERDICT) + "  " + TextWidth.pad(TextWidth.cut(image, imageWidth), imageWidth)
                        + "  " + TextWidth.pad(digest, DIGEST) + "  " + reason)
                .stripTrailing();
    }

    private void policy(PolicyResult policy) {
        String place = policy.file().isEmpty() ? "" : " (" + policy.file() + ":" + policy.line() + ")";
        wrapped("", policy.policy() + place + (policy.verdict() == Verdict.WARN ? ", warns only" : ""));
        for (Reason reason : policy.reasons()) {
            String authority = reason.authority().isEmpty() ? "" : reason.authority() + ": ";
            wrapped("  ", reason.code() + ": " + authority + reason.message());
            if (!reason.remedy().isEmpty()) {
                wrapped("  => ", reason.remedy());
            }
            if (reason.waiver() != null) {
                wrapped("  ", Waivings.sentence(reason.waiver()));
            }
        }
    }

    private void uses(List<GateReport.Use> uses) {
        List<String> places = uses.stream()
                .filter(u -> u.file() != null && !u.file().isEmpty())
                .map(u -> u.line() > 0 ? u.file() + ":" + u.line() : u.file())
                .distinct()
                .toList();
        if (!places.isEmpty()) {
            int more = places.size() - MOST_USES;
            wrapped(
                    "",
                    "used in " + String.join(", ", places.subList(0, Math.min(places.size(), MOST_USES)))
                            + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private void diagnostics() {
        for (Diagnostic diagnostic : report.diagnostics()) {
            line(ansi.severity(diagnostic.severity(), diagnostic.render()));
        }
        if (!report.diagnostics().isEmpty()) {
            line("");
        }
    }

    private void summary() {
        if (report.baseline() != null) {
            TextWidth.wrap(Sentences.baseline(report), options.width()).forEach(this::line);
        }
        TextWidth.wrap(Sentences.summary(report), options.width())
                .forEach(l -> line(ansi.verdict(report.verdict(), l)));
    }

    /** The code that weighs most and how many others there are. */
    private static String codes(GateReport.ImageReport image) {
        List<ReasonCode> codes = image.policies().stream()
                .filter(p -> p.verdict() != Verdict.PASS)
                .sorted((a, b) -> b.verdict().compareTo(a.verdict()))
                .flatMap(p -> p.reasons().stream())
                .map(Reason::code)
                .distinct()
                .toList();
        if (codes.isEmpty()) {
            return image.verdict() == Verdict.UNMATCHED ? "no policy matched" : "";
        }
        return codes.get(0) + (codes.size() > 1 ? " +" + (codes.size() - 1) : "");
    }

    static String label(Verdict verdict) {
        return verdict == Verdict.FAIL || verdict == Verdict.ERROR
                ? verdict.name()
                : verdict.name().toLowerCase(java.util.Locale.ROOT);
    }

    static String shortDigest(String digest) {
        String hex = digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
        return hex.isEmpty() ? "-" : TextWidth.cut(hex.substring(0, Math.min(DIGEST, hex.length())), DIGEST);
    }

    private void wrapped(String lead, String content) {
        String indent = INDENT + lead;
        List<String> lines = TextWidth.wrap(content, options.width() - indent.length());
        for (int i = 0; i < lines.size(); i++) {
            line((i == 0 ? indent : INDENT + " ".repeat(lead.length())) + lines.get(i));
        }
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
