package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.ANY;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.ARRAY;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.NUMBER;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.NUMBERS;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.OBJECT;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.REFERENCE;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.STRING;
import static io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type.STRINGS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions of the JMESPath specification. */
final class StandardFunctions {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StandardFunctions() {}

    static Map<String, Function> all() {
        Functions.Table table = new Functions.Table();
        numbers(table);
        texts(table);
        collections(table);
        conversions(table);
        return table.done();
    }

    private static void numbers(Functions.Table table) {
        table.add("abs", a -> Json.number(Math.abs(a.number(0))), NUMBER)
                .add("ceil", a -> Json.number(Math.ceil(a.number(0))), NUMBER)
                .add("floor", a -> Json.number(Math.floor(a.number(0))), NUMBER)
                .add(
                        "avg",
                        a -> a.get(0).isEmpty()
                                ? NullNode.instance
                                : Json.number(sum(a.get(0)) / a.get(0).size()),
                        NUMBERS)
                .add("sum", a -> Json.number(sum(a.get(0))), NUMBERS);
    }

    private static double sum(JsonNode numbers) {
        double sum = 0;
        for (JsonNode number : numbers) {
            sum += number.doubleValue();
        }
        return sum;
    }

    private static void texts(Functions.Table table) {
        table.add("starts_with", a -> BooleanNode.valueOf(a.text(0).startsWith(a.text(1))), STRING, STRING)
                .add("ends_with", a -> BooleanNode.valueOf(a.text(0).endsWith(a.text(1))), STRING, STRING)
                .add("join", a -> TextNode.valueOf(String.join(a.text(0), texts(a.get(1)))), STRING, STRINGS)
                .add("contains", StandardFunctions::contains, Set.of(ARRAY, STRING), ANY)
                .add("length", StandardFunctions::length, Set.of(STRING, ARRAY, OBJECT))
                .add("reverse", StandardFunctions::reverse, Set.of(STRING, ARRAY));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.textValue()));
        return texts;
    }

    private static JsonNode contains(Arguments a) {
        JsonNode in = a.get(0);
        if (in.isTextual()) {
            return BooleanNode.valueOf(a.get(1).isTextual() && in.textValue().contains(a.text(1)));
        }
        for (JsonNode element : in) {
            if (Json.equal(element, a.get(1))) {
                return BooleanNode.TRUE;
            }
        }
        return BooleanNode.FALSE;
    }

    private static JsonNode length(Arguments a) {
        JsonNode of = a.get(0);
        return IntNode.valueOf(
                of.isTextual() ? of.textValue().codePointCount(0, of.textValue().length()) : of.size());
    }

    private static JsonNode reverse(Arguments a) {
        if (a.get(0).isTextual()) {
            return TextNode.valueOf(new StringBuilder(a.text(0)).reverse().toString());
        }
        ArrayNode reversed = JSON.arrayNode();
        for (int i = a.get(0).size() - 1; i >= 0; i--) {
            reversed.add(a.get(0).get(i));
        }
        return reversed;
    }

    private static void collections(Functions.Table table) {
        table.add("keys", StandardFunctions::keys, OBJECT)
                .add("values", a -> array(a.get(0)), OBJECT)
                .add("sort", StandardFunctions::sort, Set.of(STRINGS, NUMBERS))
                .add("sort_by", StandardFunctions::sortBy, ARRAY, REFERENCE)
                .add("max", a -> extreme(a, 1), Set.of(STRINGS, NUMBERS))
                .add("min", a -> extreme(a, -1), Set.of(STRINGS, NUMBERS))
                .add("max_by", a -> extremeBy(a, 1), ARRAY, REFERENCE)
                .add("min_by", a -> extremeBy(a, -1), ARRAY, REFERENCE)
                .add("map", StandardFunctions::map, REFERENCE, ARRAY)
                .variadic("merge", StandardFunctions::merge, OBJECT)
                .variadic("not_null", StandardFunctions::notNull, ANY);
    }

    private static JsonNode keys(Arguments a) {
        ArrayNode keys = JSON.arrayNode();
        a.get(0).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static ArrayNode array(Iterable<JsonNode> elements) {
        ArrayNode array = JSON.arrayNode();
        elements.forEach(array::add);
        return array;
    }

    private static int order(JsonNode one, JsonNode other) {
        return one.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : compareCodePoints(one.textValue(), other.textValue());
    }

    /** By code points, as Go orders UTF-8; Java's own order differs beyond the basic plane. */
    private static int compareCodePoints(String one, String other) {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        return java.util.Arrays.compare(a, b);
    }

    private static JsonNode sort(Arguments a) {
        List<JsonNode> elements = new ArrayList<>();
        a.get(0).forEach(elements::add);
        elements.sort(StandardFunctions::order);
        return array(elements);
    }

    private record Keyed(JsonNode element, JsonNode key) {}

    private static List<Keyed> keyed(Arguments a) throws JmesPathException {
        List<Keyed> keyed = new ArrayList<>();
        for (JsonNode element : a.get(0)) {
            JsonNode key = a.apply(1, element);
            boolean fits = keyed.isEmpty()
                    ? key.isNumber() || key.isTextual()
                    : key.isNumber() == keyed.get(0).key().isNumber() && (key.isNumber() || key.isTextual());
            if (!fits) {
                throw a.type(1, "Expression that gives numbers only or strings only");
            }
            keyed.add(new Keyed(element, key));
        }
        return keyed;
    }

    private static JsonNode sortBy(Arguments a) throws JmesPathException {
        List<Keyed> keyed = keyed(a);
        keyed.sort(Comparator.comparing(Keyed::key, StandardFunctions::order));
        return array(keyed.stream().map(Keyed::element).toList());
    }

    private static JsonNode extreme(Arguments a, int sign) {
        List<JsonNode> elements = new ArrayList<>();
        a.get(0).forEach(elements::add);
        Comparator<JsonNode> order = (x, y) -> sign * order(x, y);
        return elements.isEmpty() ? NullNode.instance : Collections.max(elements, order);
    }

    private static JsonNode extremeBy(Arguments a, int sign) throws JmesPathException {
        List<Keyed> keyed = keyed(a);
        Comparator<Keyed> order = (x, y) -> sign * order(x.key(), y.key());
        return keyed.isEmpty()
                ? NullNode.instance
                : Collections.max(keyed, order).element();
    }

    private static JsonNode map(Arguments a) throws JmesPathException {
        ArrayNode results = JSON.arrayNode();
        for (JsonNode element : a.get(1)) {
            results.add(a.apply(0, element));
        }
        return results;
    }

    private static JsonNode merge(Arguments a) {
        ObjectNode merged = JSON.objectNode();
        for (JsonNode object : a.all()) {
            merged.setAll((ObjectNode) object);
        }
        return merged;
    }

    private static JsonNode notNull(Arguments a) {
        return a.all().stream().filter(value -> !value.isNull()).findFirst().orElse(NullNode.instance);
    }

    private static void conversions(Functions.Table table) {
        table.add(
                        "to_array",
                        a -> a.get(0).isArray() ? a.get(0) : JSON.arrayNode().add(a.get(0)),
                        ANY)
                .add(
                        "to_string",
                        a -> a.get(0).isTextual() ? a.get(0) : TextNode.valueOf(CompactJson.write(a.get(0))),
                        ANY)
                .add("to_number", StandardFunctions::toNumber, ANY)
                .add("type", a -> TextNode.valueOf(type(a.get(0))), ANY);
    }

    private static JsonNode toNumber(Arguments a) {
        if (a.get(0).isNumber()) {
            return a.get(0);
        }
        if (!a.get(0).isTextual()) {
            return NullNode.instance;
        }
        try {
            String text = a.text(0);
            boolean plain = !text.isEmpty() && text.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0);
            return plain ? Json.number(Double.parseDouble(text)) : NullNode.instance;
        } catch (NumberFormatException e) {
            return NullNode.instance;
        }
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            default -> "null";
        };
    }
}
