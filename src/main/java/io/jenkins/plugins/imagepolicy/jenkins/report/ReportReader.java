package io.jenkins.plugins.imagepolicy.jenkins.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a report, fresh from the engine or from a build of years ago. Unknown fields are ignored, since later versions may
 * add some; whatever bears on the verdict must be there and must be known.
 */
public final class ReportReader {
    private static final int VERSION = 1;
    private static final Set<String> VERDICTS = Set.of("pass", "unmatched", "waived", "warn", "fail", "error");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReportReader() {}

    public static Report read(String json) throws InvalidReportException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidReportException("it is not complete JSON");
        }
        if (root.path("version").asInt() != VERSION) {
            throw new InvalidReportException(
                    "it has version " + root.path("version") + ", not " + VERSION + "; update the plugin");
        }
        if (!root.path("images").isArray()) {
            throw new InvalidReportException("it has no list of images");
        }
        List<ImageRow> images = list(root, "images", ReportReader::image);
        List<DiagnosticRow> diagnostics = list(root, "diagnostics", (node, path) -> diagnostic(node));
        return new Report(
                verdict(root, "report"),
                (text(root.path("tool"), "name") + " " + text(root.path("tool"), "version")).strip(),
                text(root, "started"),
                root.path("seconds").asDouble(),
                counts(images),
                images,
                diagnostics);
    }

    private static ImageRow image(JsonNode node, String path) throws InvalidReportException {
        return new ImageRow(
                text(node, "image"),
                text(node, "resolved"),
                text(node, "digest"),
                list(node, "platforms", (item, at) -> item.asText()),
                list(node, "uses", (item, at) -> use(item)),
                verdict(node, path),
                list(node, "policies", ReportReader::policy));
    }

    private static String use(JsonNode node) {
        String file = text(node, "file");
        if (file.isEmpty()) {
            return text(node, "kind");
        }
        int line = node.path("line").asInt();
        String place = line > 0 ? file + ":" + line : file;
        return (place + " " + text(node, "workload") + " " + text(node, "path"))
                .replaceAll(" +", " ")
                .strip();
    }

    private static PolicyRow policy(JsonNode node, String path) throws InvalidReportException {
        String name = text(node, "policy");
        String file = text(node, "file");
        int line = node.path("line").asInt();
        return new PolicyRow(
                name,
                text(node, "kind"),
                line > 0 ? file + ":" + line : file,
                text(node, "mode"),
                verdict(node, path),
                list(node, "reasons", (item, at) -> reason(item, name)),
                list(node, "authorities", (item, at) -> authority(item, at, name)),
                node.hasNonNull("explanation") ? node.get("explanation").toPrettyString() : "");
    }

    private static ReasonRow reason(JsonNode node, String policy) {
        JsonNode waiver = node.path("waiver");
        return new ReasonRow(
                text(node, "code"),
                text(node, "message"),
                text(node, "authority"),
                Remedies.inJenkins(text(node, "remedy")),
                policy,
                waiver.isObject()
                        ? Messages.Waiver(text(waiver, "owner"), text(waiver, "expires"), text(waiver, "reason"))
                        : "");
    }

    private static AuthorityRow authority(JsonNode node, String path, String policy) throws InvalidReportException {
        return new AuthorityRow(
                text(node, "name"),
                verdict(node, path),
                list(
                        node,
                        "signers",
                        (item, at) -> new AuthorityRow.Signer(
                                text(item, "identity"),
                                text(item, "issuer"),
                                text(item, "signedAt"),
                                text(item, "artefact"))),
                list(
                        node,
                        "searched",
                        (item, at) -> new AuthorityRow.SearchStep(text(item, "where"), text(item, "result"))),
                list(node, "reasons", (item, at) -> reason(item, policy)));
    }

    private static DiagnosticRow diagnostic(JsonNode node) {
        StringBuilder place = new StringBuilder(text(node, "file"));
        for (String part : List.of("line", "column")) {
            if (!place.isEmpty() && node.path(part).asInt() > 0) {
                place.append(':').append(node.path(part).asInt());
            }
        }
        return new DiagnosticRow(
                text(node, "severity"),
                text(node, "code"),
                place.toString(),
                text(node, "message"),
                text(node, "excerpt"),
                Remedies.inJenkins(text(node, "remedy")));
    }

    private static String verdict(JsonNode node, String path) throws InvalidReportException {
        String verdict = text(node, "verdict");
        if (!VERDICTS.contains(verdict)) {
            throw new InvalidReportException(
                    verdict.isEmpty() ? path + " has no verdict" : path + " has an unknown verdict");
        }
        return verdict;
    }

    private static Map<String, Integer> counts(List<ImageRow> images) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("images", images.size());
        for (String verdict : List.of("pass", "fail", "warn", "error", "waived", "unmatched")) {
            counts.put(verdict, (int) images.stream()
                    .filter(image -> image.getVerdict().equals(verdict))
                    .count());
        }
        return counts;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static <T> List<T> list(JsonNode node, String field, Item<T> reader) throws InvalidReportException {
        List<T> items = new ArrayList<>();
        for (JsonNode item : node.path(field)) {
            items.add(reader.read(item, field + "[" + items.size() + "]"));
        }
        return items;
    }

    @FunctionalInterface
    private interface Item<T> {
        T read(JsonNode node, String path) throws InvalidReportException;
    }
}
