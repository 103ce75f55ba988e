package io.jenkins.plugins.imagepolicy.cli.build;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.jenkins.plugins.imagepolicy.cli.build.BuildFile.BasePlatform;
import io.jenkins.plugins.imagepolicy.cli.build.BuildFile.Copy;
import io.jenkins.plugins.imagepolicy.cli.build.BuildFile.Layer;
import io.jenkins.plugins.imagepolicy.cli.build.BuildFile.Properties;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Jib build file; {@code ${name}} stands for a parameter, as in jib-cli. */
final class BuildFileReader {
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)\\}");
    private static final Set<String> FIELDS = Set.of(
            "apiVersion",
            "kind",
            "from",
            "creationTime",
            "format",
            "environment",
            "labels",
            "volumes",
            "exposedPorts",
            "user",
            "workingDirectory",
            "entrypoint",
            "cmd",
            "layers");
    private static final Set<String> PROPERTIES =
            Set.of("filePermissions", "directoryPermissions", "user", "group", "timestamp");

    private final Path directory;
    private final Document document;

    private BuildFileReader(Path directory, Document document) {
        this.directory = directory;
        this.document = document;
    }

    /** Reads {@code jib.yaml} of {@code directory}. */
    static BuildFile read(Path directory, Map<String, String> parameters) throws BuildException {
        Path file = directory.resolve("jib.yaml");
        try {
            SourceText source = new SourceText(file.toString(), fill(Files.readString(file), parameters, file));
            List<Document> documents = Documents.read(source);
            if (documents.size() != 1) {
                throw new BuildException(file + " holds " + documents.size() + " documents; a build file is one");
            }
            return new BuildFileReader(directory, documents.get(0)).read();
        } catch (IOException e) {
            throw new BuildException("Could not read " + file + "; give a directory with a jib.yaml", e);
        } catch (DocumentException e) {
            throw new BuildException(e.diagnostic().render(), e);
        }
    }

    private static String fill(String text, Map<String, String> parameters, Path file) throws BuildException {
        Matcher matcher = PARAMETER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = parameters.get(matcher.group(1));
            if (value == null) {
                throw new BuildException(file + " uses the parameter '" + matcher.group(1) + "'; give --parameter "
                        + matcher.group(1) + "=VALUE");
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    private BuildFile read() throws BuildException {
        JsonNode root = document.content();
        known(JsonPointer.empty(), root, FIELDS);
        if (!root.path("apiVersion").asText().equals("jib/v1alpha1")
                || !root.path("kind").asText().equals("BuildFile")) {
            throw failure(
                    "/apiVersion", "This is no Jib build file", "Write apiVersion: jib/v1alpha1 and kind: BuildFile");
        }
        known(JsonPointer.compile("/from"), root.path("from"), Set.of("image", "platforms"));
        return new BuildFile(
                root.at("/from/image").asText("scratch"),
                platforms(root.at("/from/platforms")),
                time("/creationTime", root.path("creationTime"), Instant.EPOCH),
                format(root.path("format").asText()),
                map("/environment", root.path("environment")),
                map("/labels", root.path("labels")),
                list("/volumes", root.path("volumes")),
                list("/exposedPorts", root.path("exposedPorts")),
                text("/user", root.path("user")),
                text("/workingDirectory", root.path("workingDirectory")),
                root.has("entrypoint") ? Optional.of(list("/entrypoint", root.path("entrypoint"))) : Optional.empty(),
                root.has("cmd") ? Optional.of(list("/cmd", root.path("cmd"))) : Optional.empty(),
                layers(root.path("layers")));
    }

    private Optional<ImageFormat> format(String format) throws BuildException {
        return switch (format) {
            case "" -> Optional.empty();
            case "OCI" -> Optional.of(ImageFormat.OCI);
            case "Docker" -> Optional.of(ImageFormat.Docker);
            default -> throw failure("/format", "'" + format + "' is no image format", "Write OCI or Docker");
        };
    }

    private List<BasePlatform> platforms(JsonNode node) throws BuildException {
        List<BasePlatform> platforms = new ArrayList<>();
        for (JsonNode one : node) {
            known(JsonPointer.compile("/from/platforms"), one, Set.of("os", "architecture"));
            platforms.add(new BasePlatform(
                    one.path("os").asText(), one.path("architecture").asText()));
        }
        return platforms;
    }

    private List<Layer> layers(JsonNode node) throws BuildException {
        known(JsonPointer.compile("/layers"), node, Set.of("properties", "entries"));
        Properties common = properties("/layers/properties", node.path("properties"), Properties.DEFAULT);
        List<Layer> layers = new ArrayList<>();
        for (JsonNode entry : node.path("entries")) {
            String here = "/layers/entries/" + layers.size();
            known(JsonPointer.compile(here), entry, Set.of("name", "properties", "files"));
            Properties own = properties(here + "/properties", entry.path("properties"), common);
            List<Copy> files = new ArrayList<>();
            for (JsonNode file : entry.path("files")) {
                files.add(copy(here + "/files/" + files.size(), file, own));
            }
            layers.add(new Layer(entry.path("name").asText("layer " + layers.size()), files));
        }
        return layers;
    }

    private Copy copy(String here, JsonNode file, Properties properties) throws BuildException {
        known(JsonPointer.compile(here), file, Set.of("src", "dest", "includes", "excludes", "properties"));
        String dest = file.path("dest").asText();
        if (!file.path("src").isTextual() || !dest.startsWith("/")) {
            throw failure(here, "A layer's files need 'src' and an absolute 'dest'", "Write src: and dest: /path");
        }
        return new Copy(
                directory.resolve(file.path("src").asText()).normalize(),
                dest,
                list(here + "/includes", file.path("includes")),
                list(here + "/excludes", file.path("excludes")),
                properties(here + "/properties", file.path("properties"), properties));
    }

    private Properties properties(String here, JsonNode node, Properties inherited) throws BuildException {
        known(JsonPointer.compile(here), node, PROPERTIES);
        String owner = node.path("user").asText("")
                + (node.has("group") ? ":" + node.path("group").asText() : "");
        return new Properties(
                node.path("filePermissions").asText(inherited.filePermissions()),
                node.path("directoryPermissions").asText(inherited.directoryPermissions()),
                owner.isEmpty() ? inherited.ownership() : owner,
                time(here + "/timestamp", node.path("timestamp"), inherited.timestamp()));
    }

    private Instant time(String here, JsonNode node, Instant otherwise) throws BuildException {
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        try {
            return node.isIntegralNumber() ? Instant.ofEpochMilli(node.longValue()) : Instant.parse(node.asText());
        } catch (DateTimeException e) {
            throw failure(
                    here,
                    "'" + node.asText() + "' is no time",
                    "Write milliseconds since 1970, or 2026-01-31T00:00:00Z");
        }
    }

    private Optional<String> text(String here, JsonNode node) throws BuildException {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isValueNode()) {
            throw failure(here, "This should be text", "Write one value");
        }
        return Optional.of(node.asText());
    }

    private List<String> list(String here, JsonNode node) throws BuildException {
        if (!node.isMissingNode() && !node.isArray()) {
            throw failure(here, "This should be a list", "Write [a, b]");
        }
        List<String> values = new ArrayList<>();
        node.forEach(value -> values.add(value.asText()));
        return values;
    }

    private Map<String, String> map(String here, JsonNode node) throws BuildException {
        if (!node.isMissingNode() && !node.isObject()) {
            throw failure(here, "This should be a mapping", "Write name: value");
        }
        Map<String, String> values = new LinkedHashMap<>();
        node.properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }

    private void known(JsonPointer here, JsonNode node, Set<String> fields) throws BuildException {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!fields.contains(field.getKey())) {
                throw failure(
                        here.appendProperty(field.getKey()).toString(),
                        "The build file's field '" + field.getKey() + "' is not supported",
                        "Known here: " + String.join(", ", new java.util.TreeSet<>(fields)));
            }
        }
    }

    private BuildException failure(String pointer, String message, String remedy) {
        return new BuildException(
                document.error(ReasonCode.INPUT_INVALID, JsonPointer.compile(pointer), message, remedy)
                        .render());
    }
}
