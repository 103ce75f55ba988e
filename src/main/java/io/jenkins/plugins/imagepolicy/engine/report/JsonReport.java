package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Waived;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Version 1 of the report's JSON. Written field by field, since the names are a contract and the records are not. */
final class JsonReport {
    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    static String render(GateReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            new JsonReport(json).write(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** Everything but ASCII is escaped, and what HTML could take for markup: the file is harmless wherever it is shown. */
    static JsonGenerator generator(StringWriter text) throws IOException {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .enable(com.fasterxml.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        mapper.getFactory().setCharacterEscapes(new MarkupEscapes());
        JsonGenerator json = mapper.getFactory().createGenerator(text);
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        json.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
        return json;
    }

    private void write(GateReport report) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", report.version());
        json.writeStringField("verdict", lower(report.verdict()));
        json.writeObjectFieldStart("tool");
        json.writeStringField("name", report.tool().name());
        json.writeStringField("version", report.tool().version());
        json.writeEndObject();
        json.writeStringField("started", report.started());
        json.writeNumberField("seconds", report.seconds());
        write(report.counts());
        list("images", report.images(), this::write);
        list("diagnostics", report.diagnostics(), this::write);
        if (report.baseline() != null) {
            write(report.baseline());
        }
        json.writeEndObject();
    }

    private void write(GateReport.Counts counts) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("images", counts.images());
        json.writeNumberField("pass", counts.pass());
        json.writeNumberField("fail", counts.fail());
        json.writeNumberField("warn", counts.warn());
        json.writeNumberField("error", counts.error());
        json.writeNumberField("waived", counts.waived());
        json.writeNumberField("unmatched", counts.unmatched());
        json.writeEndObject();
    }

    private void write(GateReport.ImageReport image) throws IOException {
        json.writeStartObject();
        json.writeStringField("image", image.image());
        json.writeStringField("resolved", image.resolved());
        json.writeStringField("digest", image.digest());
        list("platforms", image.platforms(), json::writeString);
        list("uses", image.uses(), this::write);
        json.writeStringField("verdict", lower(image.verdict()));
        list("policies", image.policies(), this::write);
        json.writeEndObject();
    }

    private void write(GateReport.Use use) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", use.kind());
        optional("file", use.file());
        if (use.line() > 0) {
            json.writeNumberField("line", use.line());
        }
        optional("path", use.path());
        optional("workload", use.workload());
        json.writeEndObject();
    }

    private void write(PolicyResult policy) throws IOException {
        json.writeStartObject();
        json.writeStringField("policy", policy.policy());
        json.writeStringField("kind", policy.kind());
        json.writeStringField("file", policy.file());
        json.writeNumberField("line", policy.line());
        json.writeStringField("mode", lower(policy.mode()));
        json.writeStringField("verdict", lower(policy.verdict()));
        list("reasons", policy.reasons(), this::write);
        list("authorities", policy.authorities(), this::write);
        if (policy.explanation() != null) {
            json.writeFieldName("explanation");
            json.writeTree(policy.explanation());
        }
        json.writeEndObject();
    }

    private void write(Reason reason) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", reason.code().name());
        json.writeStringField("message", reason.message());
        json.writeStringField("authority", reason.authority());
        json.writeStringField("remedy", reason.remedy());
        if (reason.waiver() != null) {
            write(reason.waiver());
        }
        json.writeEndObject();
    }

    private void write(Waived waiver) throws IOException {
        json.writeObjectFieldStart("waiver");
        json.writeStringField("owner", waiver.owner());
        json.writeStringField("reason", waiver.reason());
        json.writeStringField("expires", waiver.expires());
        json.writeStringField("file", waiver.file());
        json.writeNumberField("line", waiver.line());
        json.writeBooleanField("expired", waiver.expired());
        json.writeEndObject();
    }

    private void write(AuthorityResult authority) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", authority.name());
        json.writeStringField("verdict", lower(authority.verdict()));
        list("signers", authority.signers(), this::write);
        list("searched", authority.searched(), this::write);
        list("reasons", authority.reasons(), this::write);
        json.writeEndObject();
    }

    private void write(AuthorityResult.Signer signer) throws IOException {
        json.writeStartObject();
        json.writeStringField("identity", signer.identity());
        json.writeStringField("issuer", signer.issuer());
        json.writeStringField("signedAt", signer.signedAt());
        json.writeStringField("artefact", signer.artefact());
        json.writeEndObject();
    }

    private void write(SearchStep step) throws IOException {
        json.writeStartObject();
        json.writeStringField("where", step.where());
        json.writeStringField("result", step.result());
        json.writeEndObject();
    }

    private void write(Diagnostic diagnostic) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", lower(diagnostic.severity()));
        json.writeStringField("code", diagnostic.code());
        json.writeStringField("file", diagnostic.file());
        json.writeNumberField("line", diagnostic.line());
        json.writeNumberField("column", diagnostic.column());
        json.writeStringField("message", diagnostic.message());
        json.writeStringField("excerpt", diagnostic.excerpt());
        json.writeStringField("remedy", diagnostic.remedy());
        json.writeEndObject();
    }

    private void write(GateReport.Baseline baseline) throws IOException {
        json.writeObjectFieldStart("baseline");
        json.writeStringField("file", baseline.file());
        json.writeBooleanField("onlyNew", baseline.onlyNew());
        list("new", baseline.fresh(), this::write);
        list("fixed", baseline.fixed(), this::write);
        list("remaining", baseline.remaining(), this::write);
        json.writeEndObject();
    }

    private void write(GateReport.Known known) throws IOException {
        json.writeStartObject();
        json.writeStringField("image", known.image());
        json.writeStringField("policy", known.policy());
        json.writeStringField("code", known.code().name());
        json.writeStringField("message", known.message());
        json.writeStringField("fingerprint", known.fingerprint());
        json.writeEndObject();
    }

    private void optional(String name, String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private <T> void list(String name, List<T> items, Item<T> writer) throws IOException {
        json.writeArrayFieldStart(name);
        for (T item : items) {
            writer.write(item);
        }
        json.writeEndArray();
    }

    @FunctionalInterface
    private interface Item<T> {
        void write(T item) throws IOException;
    }
}
