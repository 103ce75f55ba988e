package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import java.util.List;
import java.util.stream.Collectors;

/** One image in the page's table: its row, and a second one with everything that led to the verdict. */
final class HtmlImage {
    private static final int LONGEST_EXPLANATION = 20_000;

    private final Html html;
    private final GateReport.ImageReport image;

    HtmlImage(Html html, GateReport.ImageReport image) {
        this.html = html;
        this.image = image;
    }

    void write(boolean open) {
        String verdict = HtmlReport.lower(image.verdict());
        html.raw("<tbody class=\"" + verdict + "\">\n<tr><td><span class=\"verdict " + verdict + "\">" + verdict
                + "</span></td><th scope=\"row\">");
        html.text(image.image()).raw("</th><td>");
        html.element("code", "", TextReport.shortDigest(image.digest())).raw("</td><td>");
        html.text(codes()).raw("</td></tr>\n<tr class=\"more\"><td colspan=\"4\"><details");
        html.raw(open ? " open>" : ">").raw("<summary>");
        html.text(title()).raw("</summary>\n");
        facts();
        image.policies().forEach(this::policy);
        html.raw("</details></td></tr>\n</tbody>\n");
    }

    private String codes() {
        return image.policies().stream()
                .filter(HtmlReport::refuses)
                .flatMap(p -> p.reasons().stream())
                .map(r -> r.code().name())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String title() {
        long gate = image.policies().stream()
                .filter(p -> p.kind().equals(GateReport.ImageReport.GATE))
                .count();
        long policies = image.policies().size() - gate;
        return policies == 0 ? "Details" : policies == 1 ? "Judged by 1 policy" : "Judged by " + policies + " policies";
    }

    private void facts() {
        html.raw("<dl>");
        if (!image.resolved().isEmpty()) {
            fact("Resolved", image.resolved());
        }
        if (!image.platforms().isEmpty()) {
            fact("Platforms", String.join(", ", image.platforms()));
        }
        for (GateReport.Use use : image.uses()) {
            if (use.file() != null && !use.file().isEmpty()) {
                fact(
                        "Used in",
                        use.file()
                                + (use.line() > 0 ? ":" + use.line() : "")
                                + (empty(use.workload()) ? "" : ", " + use.workload())
                                + (empty(use.path()) ? "" : ", " + use.path()));
            }
        }
        html.raw("</dl>\n");
    }

    private static boolean empty(String text) {
        return text == null || text.isEmpty();
    }

    private void fact(String name, String value) {
        html.element("dt", "", name).element("dd", "", value);
    }

    private void policy(PolicyResult policy) {
        String verdict = HtmlReport.lower(policy.verdict());
        html.raw("<section class=\"policy " + verdict + "\">\n<h3><span class=\"verdict " + verdict + "\">" + verdict
                + "</span> ");
        html.text(policy.policy()).raw("</h3>\n<p class=\"where\">").text(policy.kind());
        if (!policy.file().isEmpty()) {
            html.raw(", ").element("code", "", policy.file() + ":" + policy.line());
        }
        html.text(policy.verdict() == Verdict.WARN ? ", warns only" : "").raw("</p>\n");
        policy.reasons().forEach(this::reason);
        policy.authorities().forEach(this::authority);
        explanation(policy.explanation());
        html.raw("</section>\n");
    }

    private void reason(Reason reason) {
        html.raw("<div class=\"reason\"><p>")
                .element("code", "code", reason.code().name())
                .raw(" ");
        if (!reason.authority().isEmpty()) {
            html.element("b", "", reason.authority()).raw(": ");
        }
        html.element("span", "message", reason.message()).raw("</p>");
        if (!reason.remedy().isEmpty()) {
            html.element("p", "remedy", reason.remedy());
        }
        if (reason.waiver() != null) {
            html.element("p", "waiver", Waivings.sentence(reason.waiver()));
        }
        html.raw("</div>\n");
    }

    private void authority(AuthorityResult authority) {
        if (authority.signers().isEmpty() && authority.searched().isEmpty()) {
            return;
        }
        html.raw("<h4>")
                .text(authority.name())
                .raw(": ")
                .text(HtmlReport.lower(authority.verdict()))
                .raw("</h4>\n");
        if (!authority.signers().isEmpty()) {
            html.raw("<ul class=\"signers\">");
            authority.signers().forEach(this::signer);
            html.raw("</ul>\n");
        }
        searched(authority.searched());
    }

    private void signer(AuthorityResult.Signer signer) {
        html.raw("<li>Signed by ").element("code", "", signer.identity());
        if (!signer.issuer().isEmpty()) {
            html.raw(", issuer ").element("code", "", signer.issuer());
        }
        if (!signer.signedAt().isEmpty()) {
            html.raw(", at ").text(signer.signedAt());
        }
        if (!signer.artefact().isEmpty()) {
            html.raw(", found in ").element("code", "", signer.artefact());
        }
        html.raw("</li>");
    }

    private void searched(List<SearchStep> steps) {
        if (steps.isEmpty()) {
            return;
        }
        html.raw("<table class=\"searched\"><caption>Searched</caption><thead><tr><th scope=\"col\">Where</th>")
                .raw("<th scope=\"col\">Result</th></tr></thead><tbody>");
        for (SearchStep step : steps) {
            html.raw("<tr><td>").element("code", "", step.where()).raw("</td><td>");
            html.text(step.result()).raw("</td></tr>");
        }
        html.raw("</tbody></table>\n");
    }

    private void explanation(JsonNode explanation) {
        if (explanation == null) {
            return;
        }
        String text = explanation.toPrettyString();
        boolean cut = text.length() > LONGEST_EXPLANATION;
        html.raw("<details><summary>What the policy saw</summary><pre>")
                .text(cut ? text.substring(0, LONGEST_EXPLANATION) : text)
                .raw(cut ? "\n… the JSON report has the rest</pre></details>\n" : "</pre></details>\n");
    }
}
