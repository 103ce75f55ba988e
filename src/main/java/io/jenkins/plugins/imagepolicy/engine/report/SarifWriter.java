package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The parts of SARIF that recur: messages, locations, fingerprints. */
final class SarifWriter {
    private final JsonGenerator json;

    SarifWriter(JsonGenerator json) {
        this.json = json;
    }

    /** A line of a file; {@code message} may be empty, {@code line} and {@code column} 0. */
    record Place(String file, int line, int column, String message) {}

    void message(String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        // brackets and braces are links and placeholders in SARIF (3.11.5, 3.11.6); doubled braces and escaped brackets
        // are text
        json.writeStringField(
                "text",
                Printable.line(text)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("]", "\\]")
                        .replace("{", "{{")
                        .replace("}", "}}"));
        json.writeEndObject();
    }

    void fingerprint(String value) throws IOException {
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("imagePolicyFinding/v1", value);
        json.writeEndObject();
    }

    void suppression(String justification) throws IOException {
        json.writeArrayFieldStart("suppressions");
        json.writeStartObject();
        json.writeStringField("kind", "external");
        json.writeStringField("status", "accepted");
        json.writeStringField("justification", Printable.line(justification));
        json.writeEndObject();
        json.writeEndArray();
    }

    void locations(String field, List<Place> places) throws IOException {
        if (places.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(field);
        for (Place place : places) {
            location(place);
        }
        json.writeEndArray();
    }

    private void location(Place place) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(place.file()));
        json.writeEndObject();
        if (place.line() > 0) {
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", place.line());
            if (place.column() > 0) {
                json.writeNumberField("startColumn", place.column());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        if (!place.message().isEmpty()) {
            message("message", place.message());
        }
        json.writeEndObject();
    }

    /** A path as a relative or file URI (RFC 3986): a name may hold blanks, a colon, or anything else. */
    static String uri(String file) {
        String path = file.replace('\\', '/');
        boolean drive = path.matches("[A-Za-z]:/.*");
        String start = path.startsWith("/") ? "file://" : drive ? "file:///" : "";
        StringBuilder uri = new StringBuilder(start);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "-._~/".indexOf(b) >= 0);
            uri.append(plain ? Character.toString(b) : String.format("%%%02X", b));
        }
        return uri.toString();
    }
}
