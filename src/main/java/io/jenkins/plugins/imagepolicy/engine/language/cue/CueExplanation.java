package io.jenkins.plugins.imagepolicy.engine.language.cue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A verdict for people and for the report.
 *
 * @param text one paragraph a conflict: path, message, place in the policy, excerpt
 * @param json {@code {"verdict","conflicts":[{"path","message","line","column","seen"}]}} or {@code {"verdict","kind","message",
 *     "line","column","remedy"}}
 */
public record CueExplanation(String text, JsonNode json) {
    /** Explains a verdict of the policy named {@code file}. */
    public static CueExplanation of(String file, CueVerdict verdict) {
        if (verdict instanceof CueVerdict.Compliant) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("verdict", "compliant");
            return new CueExplanation("compliant", json);
        }
        return verdict instanceof CueVerdict.Conflict conflict
                ? conflict(file, conflict)
                : failure(((CueVerdict.Failed) verdict).cause());
    }

    private static CueExplanation conflict(String file, CueVerdict.Conflict conflict) {
        StringBuilder text = new StringBuilder();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("verdict", "conflict");
        ArrayNode list = json.putArray("conflicts");
        for (CueConflict each : conflict.conflicts()) {
            text.append(text.isEmpty() ? "" : "\n").append(each.text());
            if (each.line() > 0) {
                text.append("\n  at ")
                        .append(file)
                        .append(':')
                        .append(each.line())
                        .append(':')
                        .append(each.column());
                text.append('\n').append(each.excerpt().indent(4).stripTrailing());
            }
            ObjectNode entry = list.addObject();
            entry.put("path", each.path());
            entry.put("message", each.message());
            entry.put("line", each.line());
            entry.put("column", each.column());
            entry.put("seen", each.seen());
        }
        return new CueExplanation(text.toString(), json);
    }

    private static CueExplanation failure(CueException cause) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("verdict", "failed");
        json.put("kind", cause.kind().name());
        json.put("message", cause.getMessage());
        json.put("line", cause.line());
        json.put("column", cause.column());
        json.put("remedy", cause.remedy());
        String where = cause.line() > 0 ? "\n  at " + cause.file() + ":" + cause.line() + ":" + cause.column() : "";
        String excerpt = cause.excerpt().isEmpty()
                ? ""
                : "\n" + cause.excerpt().indent(4).stripTrailing();
        return new CueExplanation(
                cause.kind() + ": " + cause.getMessage() + where + excerpt + "\n  " + cause.remedy(), json);
    }
}
