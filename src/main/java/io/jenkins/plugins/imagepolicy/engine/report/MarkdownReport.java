package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** A comment for a pull request: verdict, table, and the reasons folded below. Cut before GitHub's limit of 65,536 characters. */
final class MarkdownReport {
    private static final int LONGEST = 60_000;
    private static final int MOST_ROWS = 100;

    private final GateReport report;
    private final StringBuilder markdown = new StringBuilder();

    private MarkdownReport(GateReport report) {
        this.report = report;
    }

    static String render(GateReport report) {
        MarkdownReport rendering = new MarkdownReport(report);
        rendering.head();
        rendering.table();
        rendering.reasons();
        rendering.diagnostics();
        return rendering.markdown.toString();
    }

    private void head() {
        markdown.append("### Image Policy: ")
                .append(icon(report.verdict()))
                .append(' ')
                .append(HtmlReport.lower(report.verdict()));
        markdown.append("\n\n").append(Markdown.text(Sentences.summary(report))).append('\n');
        if (report.baseline() != null) {
            markdown.append('\n')
                    .append(Markdown.text(Sentences.baseline(report)))
                    .append('\n');
        }
    }

    /** Those that did not pass come first, as the rows may be cut. */
    private void table() {
        if (report.images().isEmpty()) {
            return;
        }
        markdown.append("\n| Verdict | Image | Digest | Reason |\n| --- | --- | --- | --- |\n");
        List<GateReport.ImageReport> images = report.images().stream()
                .sorted((a, b) -> b.verdict().compareTo(a.verdict()))
                .toList();
        for (GateReport.ImageReport image : images.subList(0, Math.min(MOST_ROWS, images.size()))) {
            String codes = image.policies().stream()
                    .filter(HtmlReport::refuses)
                    .flatMap(p -> p.reasons().stream())
                    .map(r -> r.code().name().replace("_", "\\_"))
                    .distinct()
                    .collect(Collectors.joining(", "));
            markdown.append("| ").append(icon(image.verdict())).append(' ').append(HtmlReport.lower(image.verdict()));
            markdown.append(" | ").append(Markdown.code(TextWidth.cut(image.image(), 100)));
            markdown.append(" | ").append(Markdown.code(TextReport.shortDigest(image.digest())));
            markdown.append(" | ").append(codes).append(" |\n");
        }
        if (images.size() > MOST_ROWS) {
            markdown.append("\n… and ").append(images.size() - MOST_ROWS).append(" more images.\n");
        }
    }

    private void reasons() {
        List<Finding> findings = Finding.of(report);
        if (findings.isEmpty()) {
            return;
        }
        markdown.append("\n<details><summary>Reasons and remedies</summary>\n\n");
        int shown = 0;
        for (Finding finding : findings) {
            if (markdown.length() > LONGEST - 8_000) {
                markdown.append("- … and ").append(findings.size() - shown).append(" more, see the full report.\n");
                break;
            }
            finding(finding);
            shown++;
        }
        markdown.append("\n</details>\n");
    }

    private void finding(Finding finding) {
        Reason reason = finding.reason();
        markdown.append("- ")
                .append(icon(finding.level()))
                .append(" **")
                .append(reason.code().name().replace("_", "\\_"))
                .append("** ");
        markdown.append(Markdown.code(TextWidth.cut(finding.image().image(), 120)))
                .append(", policy ");
        markdown.append(Markdown.code(TextWidth.cut(finding.policy().policy(), 80)))
                .append(": ")
                .append(limited(reason.message()));
        if (!reason.remedy().isEmpty()) {
            markdown.append("<br>→ ").append(limited(reason.remedy()));
        }
        if (reason.waiver() != null) {
            markdown.append("<br>").append(limited(Waivings.sentence(reason.waiver())));
        }
        markdown.append('\n');
    }

    private void diagnostics() {
        List<Diagnostic> diagnostics = report.diagnostics();
        if (diagnostics.isEmpty()) {
            return;
        }
        markdown.append("\n<details><summary>Diagnostics</summary>\n\n");
        int shown = 0;
        for (Diagnostic diagnostic : diagnostics) {
            if (markdown.length() > LONGEST) {
                markdown.append("- … and ").append(diagnostics.size() - shown).append(" more.\n");
                break;
            }
            markdown.append("- ")
                    .append(diagnostic.severity().name().toLowerCase(java.util.Locale.ROOT))
                    .append(' ');
            markdown.append(Markdown.code(TextWidth.cut(diagnostic.place(), 120)))
                    .append(": ")
                    .append(limited(diagnostic.message()));
            if (!diagnostic.remedy().isEmpty()) {
                markdown.append("<br>→ ").append(limited(diagnostic.remedy()));
            }
            markdown.append('\n');
            shown++;
        }
        markdown.append("\n</details>\n");
    }

    private static String limited(String text) {
        return Markdown.text(TextWidth.cut(text, 500));
    }

    private static String icon(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✅";
            case UNMATCHED -> "⚪";
            case WAIVED -> "🔵";
            case WARN -> "⚠️";
            case FAIL -> "❌";
            case ERROR -> "🟣";
        };
    }
}
