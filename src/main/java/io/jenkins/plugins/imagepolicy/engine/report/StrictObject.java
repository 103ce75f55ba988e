package io.jenkins.plugins.imagepolicy.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A JSON object of which every field is taken exactly once, with the type it must have; {@link #end} refuses the rest. */
final class StrictObject {
    private final String path;
    private final JsonNode json;
    private final Set<String> taken = new HashSet<>();

    StrictObject(String path, JsonNode json) throws ReportException {
        this.path = path;
        this.json = json;
        if (!json.isObject()) {
            throw new ReportException(path + " is no JSON object");
        }
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        return json.has(name);
    }

    String text(String name) throws ReportException {
        JsonNode value = any(name);
        if (!value.isTextual()) {
            throw new ReportException(path + "." + name + " is no text");
        }
        return value.textValue();
    }

    int integer(String name) throws ReportException {
        JsonNode value = any(name);
        if (!value.isInt() || value.intValue() < 0) {
            throw new ReportException(path + "." + name + " is no whole number from 0 up");
        }
        return value.intValue();
    }

    double number(String name) throws ReportException {
        JsonNode value = any(name);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new ReportException(path + "." + name + " is no number");
        }
        return value.doubleValue();
    }

    boolean flag(String name) throws ReportException {
        JsonNode value = any(name);
        if (!value.isBoolean()) {
            throw new ReportException(path + "." + name + " is neither true nor false");
        }
        return value.booleanValue();
    }

    /** A constant as {@code type} names it, upper case for reason codes and lower case for all others. */
    <E extends Enum<E>> E constant(String name, Class<E> type) throws ReportException {
        String value = text(name);
        for (E constant : type.getEnumConstants()) {
            if (label(constant).equals(value)) {
                return constant;
            }
        }
        throw new ReportException(path + "." + name + " is '" + Printable.line(value) + "'; it must be one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(StrictObject::label)
                        .collect(Collectors.joining(", ")));
    }

    private static String label(Enum<?> constant) {
        return constant instanceof io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode
                ? constant.name()
                : constant.name().toLowerCase(Locale.ROOT);
    }

    StrictObject object(String name) throws ReportException {
        return new StrictObject(path + "." + name, any(name));
    }

    <T> List<T> list(String name, Item<T> reader) throws ReportException {
        JsonNode items = array(name);
        List<T> list = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            list.add(reader.read(new StrictObject(path + "." + name + "[" + i + "]", items.get(i))));
        }
        return list;
    }

    List<String> texts(String name) throws ReportException {
        List<String> list = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isTextual()) {
                throw new ReportException(path + "." + name + " holds an item that is no text");
            }
            list.add(item.textValue());
        }
        return list;
    }

    private JsonNode array(String name) throws ReportException {
        JsonNode items = any(name);
        if (!items.isArray()) {
            throw new ReportException(path + "." + name + " is no list");
        }
        return items;
    }

    JsonNode any(String name) throws ReportException {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new ReportException(path + "." + name + " is missing");
        }
        taken.add(name);
        return value;
    }

    void end() throws ReportException {
        for (var field : json.properties()) {
            if (!taken.contains(field.getKey())) {
                throw new ReportException(path + " has the unknown field '" + Printable.line(field.getKey()) + "'");
            }
        }
    }

    @FunctionalInterface
    interface Item<T> {
        T read(StrictObject json) throws ReportException;
    }
}
