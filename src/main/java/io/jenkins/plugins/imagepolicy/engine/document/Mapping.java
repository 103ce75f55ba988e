package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A mapping of one of our own files whose fields are taken one by one. Everything that is wrong is told with its place, all of
 * it rather than the first; {@link #end} tells of the fields that nobody took.
 */
public final class Mapping {
    private final Document document;
    private final JsonPointer at;
    private final JsonNode content;
    private final Consumer<Diagnostic> faults;
    private final Set<String> known = new LinkedHashSet<>();

    private Mapping(Document document, JsonPointer at, Consumer<Diagnostic> faults) {
        this.document = document;
        this.at = at;
        this.content = document.content().at(at);
        this.faults = faults;
        if (!content.isObject()) {
            fault(at, "A mapping is needed here", "Write fields as name: value");
        }
    }

    public static Mapping root(Document document, Consumer<Diagnostic> faults) {
        return new Mapping(document, JsonPointer.empty(), faults);
    }

    public Position position() {
        return document.at(at);
    }

    public Document document() {
        return document;
    }

    public JsonPointer pointer() {
        return at;
    }

    /** The value as it is; a missing node when it is not there. Null counts as not there. */
    public JsonNode any(String name) {
        known.add(name);
        JsonNode value = content.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    public Optional<String> text(String name) {
        JsonNode value = any(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            fault(name, "'" + name + "' is no text", "Write a text, in quotes if need be");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    /** The text, or empty after telling that it is missing. */
    public String required(String name, String why) {
        Optional<String> text = text(name);
        if (text.isEmpty() && any(name).isMissingNode()) {
            fault(at, "'" + name + "' is missing", why);
        }
        return text.orElse("");
    }

    public boolean flag(String name) {
        JsonNode value = any(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            fault(name, "'" + name + "' is neither true nor false", "Write true or false");
        }
        return value.asBoolean(false);
    }

    /** One text or a list of texts. */
    public List<String> texts(String name) {
        JsonNode value = any(name);
        if (!value.isArray()) {
            return text(name).map(List::of).orElse(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isTextual() && !value.get(i).textValue().isBlank()) {
                texts.add(value.get(i).textValue());
            } else {
                fault(at.appendProperty(name).appendIndex(i), "This item of '" + name + "' is no text", "Write a text");
            }
        }
        return texts;
    }

    public Optional<Mapping> mapping(String name) {
        return any(name).isMissingNode()
                ? Optional.empty()
                : Optional.of(new Mapping(document, at.appendProperty(name), faults));
    }

    public List<Mapping> mappings(String name) {
        JsonNode items = any(name);
        if (!items.isMissingNode() && !items.isArray()) {
            fault(name, "'" + name + "' is no list", "Begin each item with '- '");
            return List.of();
        }
        List<Mapping> mappings = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            mappings.add(new Mapping(document, at.appendProperty(name).appendIndex(i), faults));
        }
        return mappings;
    }

    public void fault(String name, String message, String remedy) {
        fault(at.appendProperty(name), message, remedy);
    }

    private void fault(JsonPointer where, String message, String remedy) {
        faults.accept(document.error(ReasonCode.INPUT_INVALID, where, message, remedy));
    }

    /** Tells of every field that was not asked for. */
    public void end() {
        content.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                fault(field.getKey(), "unknown field '" + field.getKey() + "'", Names.proposal(field.getKey(), known));
            }
        });
    }
}
