package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An image's configuration as go-containerregistry's model writes it: known fields in its order, empty ones left out,
 * {@code created} always there.
 */
final class ImageConfigFile {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String NEVER = "0001-01-01T00:00:00Z";
    private static final List<String> RUN_FIELDS = List.of(
            "AttachStderr",
            "AttachStdin",
            "AttachStdout",
            "Cmd",
            "Healthcheck",
            "Domainname",
            "Entrypoint",
            "Env",
            "Hostname",
            "Image",
            "Labels",
            "OnBuild",
            "OpenStdin",
            "StdinOnce",
            "Tty",
            "User",
            "Volumes",
            "WorkingDir",
            "ExposedPorts",
            "ArgsEscaped",
            "NetworkDisabled",
            "MacAddress",
            "StopSignal",
            "Shell");

    private static final List<String> FILE_FIELDS = List.of(
            "architecture",
            "author",
            "container",
            "created",
            "docker_version",
            "history",
            "os",
            "rootfs",
            "config",
            "os.version",
            "variant",
            "os.features");
    private static final List<String> HISTORY_FIELDS =
            List.of("author", "created", "created_by", "comment", "empty_layer");
    private static final Pattern TRAILING_ZEROS = Pattern.compile("(?:\\.0+|(\\.[0-9]*[1-9])0+)(?=[Zz+-])");

    private ImageConfigFile() {}

    static ObjectNode normalize(byte[] blob, Digest digest) throws RegistryException {
        JsonNode file = parse(blob, digest);
        refuseOtherCase(file, FILE_FIELDS, digest);
        ObjectNode normal = JsonNodeFactory.instance.objectNode();
        normal.put("architecture", text(file, "architecture", digest));
        putText(normal, file, "author", digest);
        putText(normal, file, "container", digest);
        normal.put("created", created(file, digest));
        putText(normal, file, "docker_version", digest);
        history(file, normal, digest);
        normal.put("os", text(file, "os", digest));
        normal.set("rootfs", rootFs(file, digest));
        normal.set("config", run(file.path("config"), digest));
        putText(normal, file, "os.version", digest);
        putText(normal, file, "variant", digest);
        if (file.path("os.features").isArray() && !file.path("os.features").isEmpty()) {
            normal.set("os.features", file.get("os.features"));
        }
        return normal;
    }

    /** {@code os[/architecture[/variant]][:os.version]}. */
    static String platform(JsonNode config) {
        StringBuilder platform = new StringBuilder(config.path("os").asText());
        if (!config.path("architecture").asText().isEmpty()) {
            platform.append('/').append(config.path("architecture").asText());
        }
        if (!config.path("variant").asText().isEmpty()) {
            platform.append('/').append(config.path("variant").asText());
        }
        if (!config.path("os.version").asText().isEmpty()) {
            platform.append(':').append(config.path("os.version").asText());
        }
        return platform.toString();
    }

    private static JsonNode parse(byte[] blob, Digest digest) throws RegistryException {
        try {
            JsonNode file = STRICT.readTree(blob);
            if (file.isObject()) {
                return file;
            }
            throw ImageConfigFiles.bad("The configuration " + digest + " is no JSON object");
        } catch (IOException e) {
            throw ImageConfigFiles.bad("The configuration " + digest + " is no valid JSON");
        }
    }

    /** As Go writes a time: without trailing zeros of the fraction. */
    private static String created(JsonNode file, Digest digest) throws RegistryException {
        String created = text(file, "created", digest);
        if (created.isEmpty()) {
            return NEVER;
        }
        try {
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(created);
        } catch (DateTimeParseException e) {
            throw ImageConfigFiles.bad("The configuration " + digest + " has a 'created' that is no RFC 3339 time");
        }
        return TRAILING_ZEROS.matcher(created).replaceFirst(m -> m.group(1) == null ? "" : m.group(1));
    }

    /**
     * Go takes {@code user} for {@code User}, and the last of both. Whoever starts the container may read such a file otherwise
     * than a policy does, so it is refused.
     */
    private static void refuseOtherCase(JsonNode object, Collection<String> fields, Digest digest)
            throws RegistryException {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String name = entry.getKey();
            if (!fields.contains(name) && fields.stream().anyMatch(name::equalsIgnoreCase)) {
                throw ImageConfigFiles.bad("The configuration " + digest + " has the field '" + name
                        + "', which container tools read differently");
            }
        }
    }

    private static void history(JsonNode file, ObjectNode normal, Digest digest) throws RegistryException {
        JsonNode entries = file.path("history");
        if (!entries.isArray() || entries.isEmpty()) {
            return;
        }
        ArrayNode list = normal.putArray("history");
        for (JsonNode entry : entries) {
            refuseOtherCase(entry, HISTORY_FIELDS, digest);
            ObjectNode item = list.addObject();
            putText(item, entry, "author", digest);
            item.put("created", created(entry, digest));
            putText(item, entry, "created_by", digest);
            putText(item, entry, "comment", digest);
            if (entry.path("empty_layer").asBoolean()) {
                item.put("empty_layer", true);
            }
        }
    }

    private static ObjectNode rootFs(JsonNode file, Digest digest) throws RegistryException {
        refuseOtherCase(file.path("rootfs"), List.of("type", "diff_ids"), digest);
        ObjectNode rootFs = JsonNodeFactory.instance.objectNode();
        rootFs.put("type", text(file.path("rootfs"), "type", digest));
        JsonNode layers = file.path("rootfs").path("diff_ids");
        rootFs.set("diff_ids", layers.isArray() ? layers : JsonNodeFactory.instance.nullNode());
        return rootFs;
    }

    /** Fields with Go's zero value are left out. */
    private static ObjectNode run(JsonNode config, Digest digest) throws RegistryException {
        if (!config.isObject() && !config.isMissingNode() && !config.isNull()) {
            throw ImageConfigFiles.bad("The configuration " + digest + " has a 'config' that is no object");
        }
        refuseOtherCase(config, RUN_FIELDS, digest);
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        for (String field : RUN_FIELDS) {
            JsonNode value = config.path(field);
            boolean empty = value.isMissingNode()
                    || value.isNull()
                    || value.isTextual() && value.textValue().isEmpty()
                    || value.isBoolean() && !value.booleanValue()
                    || value.isContainerNode() && value.isEmpty() && !field.equals("Healthcheck");
            if (!empty) {
                run.set(field, value);
            }
        }
        return run;
    }

    private static void putText(ObjectNode to, JsonNode from, String field, Digest digest) throws RegistryException {
        String value = text(from, field, digest);
        if (!value.isEmpty()) {
            to.put(field, value);
        }
    }

    private static String text(JsonNode from, String field, Digest digest) throws RegistryException {
        JsonNode value = from.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw ImageConfigFiles.bad("The configuration " + digest + " has a '" + field + "' that is no text");
        }
        return value.textValue();
    }
}
