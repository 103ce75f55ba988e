package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * in-toto statements (v1) with SLSA's verification summary (slsa.dev/verification_summary/v1), to be signed by whoever runs the
 * gate. Only a plain pass is PASSED: a summary is read far from the waiver or the warning that would explain it.
 */
final class VsaReport {
    static final String VERIFIER = "https://github.com/jenkinsci/image-policy-plugin";

    private VsaReport() {}

    static String render(GateReport report) {
        boolean broken = report.diagnostics().stream().anyMatch(Diagnostic::isError);
        StringBuilder lines = new StringBuilder();
        for (GateReport.ImageReport image : report.images()) {
            Optional<Digest> digest = Digest.parse(image.digest());
            if (digest.isPresent() && !image.resolved().isEmpty()) {
                lines.append(statement(report, image, digest.get(), broken)).append('\n');
            }
        }
        return lines.toString();
    }

    private static String statement(GateReport report, GateReport.ImageReport image, Digest digest, boolean broken) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonReport.generator(text)) {
            json.setPrettyPrinter(null);
            json.writeStartObject();
            json.writeStringField("_type", "https://in-toto.io/Statement/v1");
            json.writeArrayFieldStart("subject");
            json.writeStartObject();
            json.writeStringField("name", Fingerprint.repository(image));
            json.writeObjectFieldStart("digest");
            json.writeStringField("sha256", digest.hex());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeStringField("predicateType", "https://slsa.dev/verification_summary/v1");
            predicate(json, report, image, broken);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void predicate(JsonGenerator json, GateReport report, GateReport.ImageReport image, boolean broken)
            throws IOException {
        boolean passed =
                image.verdict() == Verdict.PASS && !broken && !image.policies().isEmpty();
        json.writeObjectFieldStart("predicate");
        json.writeObjectFieldStart("verifier");
        json.writeStringField("id", VERIFIER);
        json.writeObjectFieldStart("version");
        json.writeStringField(report.tool().name(), report.tool().version());
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("timeVerified", report.started());
        json.writeStringField("resourceUri", "oci://" + image.resolved());
        json.writeObjectFieldStart("policy");
        json.writeStringField(
                "uri",
                "urn:image-policy:"
                        + image.policies().stream()
                                .map(PolicyResult::policy)
                                .map(VsaReport::urlPart)
                                .collect(Collectors.joining(",")));
        json.writeEndObject();
        json.writeStringField("verificationResult", passed ? "PASSED" : "FAILED");
        json.writeArrayFieldStart("verifiedLevels");
        json.writeString(passed ? "SLSA_BUILD_LEVEL_UNEVALUATED" : "FAILED");
        json.writeEndArray();
        json.writeStringField("slsaVersion", "1.0");
        json.writeStringField("imagepolicy_verdict", HtmlReport.lower(image.verdict()));
        json.writeArrayFieldStart("imagepolicy_policies");
        for (PolicyResult policy : image.policies()) {
            json.writeStartObject();
            json.writeStringField("name", policy.policy());
            json.writeStringField("kind", policy.kind());
            json.writeStringField("verdict", HtmlReport.lower(policy.verdict()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String urlPart(String name) {
        return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
