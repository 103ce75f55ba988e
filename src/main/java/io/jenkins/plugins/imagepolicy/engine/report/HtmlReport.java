package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One page that needs nothing else: no script, no image, no font, and a policy (CSP) that allows its own style alone. */
final class HtmlReport {
    private static final String STYLE = Resources.text("report.css");
    /** Images that did not pass are shown open up to this number; a page of a thousand open ones helps nobody. */
    private static final int MOST_OPEN = 25;

    private final GateReport report;
    private final Html html = new Html();
    private int open;

    private HtmlReport(GateReport report) {
        this.report = report;
    }

    static String render(GateReport report) {
        HtmlReport page = new HtmlReport(report);
        page.head();
        page.overview();
        page.images();
        page.diagnostics();
        page.html.raw("</main>\n</body>\n</html>\n");
        return page.html.toString();
    }

    private void head() {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '")
                .raw(styleHash())
                .raw("'; base-uri 'none'; form-action 'none'\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw(
                        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
                .raw("<title>Image Policy: ")
                .text(lower(report.verdict()))
                .raw("</title>\n<style>")
                .raw(STYLE)
                .raw("</style>\n</head>\n<body>\n<main>\n");
    }

    private static String styleHash() {
        byte[] hash = io.jenkins.plugins.imagepolicy.engine.image.Digest.of(STYLE.getBytes(StandardCharsets.UTF_8))
                .bytes();
        return "sha256-" + java.util.Base64.getEncoder().encodeToString(hash);
    }

    private void overview() {
        html.raw("<header>\n<h1>Image Policy ");
        badge(report.verdict());
        html.raw("</h1>\n").element("p", "summary", Sentences.summary(report)).raw("\n");
        if (report.baseline() != null) {
            html.element("p", "baseline", Sentences.baseline(report)).raw("\n");
        }
        html.raw("<p class=\"run\">Started ")
                .text(report.started())
                .raw(", ")
                .text(report.tool().name() + " " + report.tool().version())
                .raw("</p>\n");
        GateReport.Counts counts = report.counts();
        html.raw("<ul class=\"counts\" aria-label=\"Images by verdict\">");
        count(Verdict.PASS, counts.pass());
        count(Verdict.FAIL, counts.fail());
        count(Verdict.ERROR, counts.error());
        count(Verdict.WARN, counts.warn());
        count(Verdict.WAIVED, counts.waived());
        count(Verdict.UNMATCHED, counts.unmatched());
        html.raw("</ul>\n</header>\n");
    }

    private void count(Verdict verdict, int number) {
        html.raw("<li class=\"" + lower(verdict) + (number == 0 ? " none" : "") + "\"><b>" + number + "</b> "
                + lower(verdict) + "</li>");
    }

    private void images() {
        if (report.images().isEmpty()) {
            html.raw("<p>No image was judged.</p>\n");
            return;
        }
        html.raw(
                        "<table>\n<caption>Images</caption>\n<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Image</th>")
                .raw("<th scope=\"col\">Digest</th><th scope=\"col\">Reason</th></tr></thead>\n");
        for (GateReport.ImageReport image : report.images()) {
            boolean shownOpen = image.verdict().compareTo(Verdict.WAIVED) > 0 && open++ < MOST_OPEN;
            new HtmlImage(html, image).write(shownOpen);
        }
        html.raw("</table>\n");
    }

    private void badge(Verdict verdict) {
        html.raw("<span class=\"verdict " + lower(verdict) + "\">" + lower(verdict) + "</span>");
    }

    private void diagnostics() {
        if (report.diagnostics().isEmpty()) {
            return;
        }
        html.raw("<section>\n<h2>Diagnostics</h2>\n<ul class=\"diagnostics\">\n");
        for (Diagnostic diagnostic : report.diagnostics()) {
            String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
            html.raw("<li class=\"" + severity + "\"><p>");
            if (!diagnostic.place().isEmpty()) {
                html.element("code", "place", diagnostic.place()).raw(" ");
            }
            html.element("b", "", severity)
                    .raw(" ")
                    .text(diagnostic.message())
                    .raw(" ")
                    .element("code", "code", diagnostic.code())
                    .raw("</p>");
            if (!diagnostic.excerpt().isEmpty()) {
                html.element("pre", "", diagnostic.excerpt());
            }
            if (!diagnostic.remedy().isEmpty()) {
                html.element("p", "remedy", diagnostic.remedy());
            }
            html.raw("</li>\n");
        }
        html.raw("</ul>\n</section>\n");
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a policy's result is worth showing before a passed one. */
    static boolean refuses(PolicyResult policy) {
        return policy.verdict().compareTo(Verdict.UNMATCHED) > 0;
    }
}
