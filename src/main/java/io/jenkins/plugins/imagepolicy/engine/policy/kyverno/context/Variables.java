package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.CompactJson;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPath;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ImageExtractors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that variables resolve to, and the replacement of variables in texts. Context entries are loaded when an
 * expression first names them. Not for use by several threads.
 */
public final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{(?:\\{[^{}]*\\}|[^{}])*\\}\\}");
    private static final int MOST_PASSES = 50;
    private static final int LARGEST = 2 * 1024 * 1024;

    /** Provides the value of a context entry. */
    @FunctionalInterface
    public interface Loader {
        JsonNode load(Variables variables) throws VariableException;
    }

    private final JsonNode values;
    private final Map<String, Loader> pending;
    private final Instant now;

    /** @param now the time that policies see */
    public Variables(Instant now) {
        this(JsonNodeFactory.instance.objectNode(), new LinkedHashMap<>(), now);
    }

    private Variables(JsonNode values, Map<String, Loader> pending, Instant now) {
        this.values = values;
        this.pending = pending;
        this.now = now;
    }

    public void set(String name, JsonNode value) {
        pending.remove(name);
        fields().set(name, value);
    }

    private ObjectNode fields() {
        return (ObjectNode) values;
    }

    /** Adds an entry that is loaded on first use. */
    public void defer(String name, Loader loader) {
        pending.put(name, loader);
    }

    /** A copy whose changes do not show here; entries loaded meanwhile are loaded once for each. */
    public Variables fork() {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(fields());
        return new Variables(copy, new LinkedHashMap<>(pending), now);
    }

    /** Variables of which {@code document} is the whole: for queries of one value. */
    Variables on(JsonNode document) {
        return new Variables(document, new LinkedHashMap<>(), now);
    }

    /** The value of a JMESPath expression. */
    public JsonNode query(String expression) throws VariableException {
        loadWhatIsNamed(expression);
        try {
            return JmesPath.compile(expression, ImageExtractors.FUNCTIONS).search(values, now);
        } catch (JmesPathException e) {
            ReasonCode code =
                    e.kind() == JmesPathException.Kind.UNSUPPORTED ? ReasonCode.UNSUPPORTED : ReasonCode.POLICY_INVALID;
            throw new VariableException(code, "JMESPath query failed: " + e.getMessage());
        }
    }

    private void loadWhatIsNamed(String expression) throws VariableException {
        for (Map.Entry<String, Loader> entry : new ArrayList<>(pending.entrySet())) {
            if (expression.contains(entry.getKey()) && pending.containsKey(entry.getKey())) {
                pending.remove(entry.getKey());
                fields().set(entry.getKey(), entry.getValue().load(this));
            }
        }
    }

    /** {@code node} with the variables of all its texts and keys replaced; {@code path} names it in errors. */
    public JsonNode substitute(JsonNode node, String path) throws VariableException {
        if (node.isTextual()) {
            return substituteText(node.textValue(), path);
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                array.add(substitute(node.get(i), path + "/" + i));
            }
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String key = text(substituteText(field.getKey(), path));
                object.set(key, substitute(field.getValue(), path + "/" + field.getKey()));
            }
            return object;
        }
        return node;
    }

    private record Found(int start, int end) {}

    private JsonNode substituteText(String source, String path) throws VariableException {
        String text = source;
        for (int pass = 0; ; pass++) {
            List<Found> found = unescaped(text);
            if (found.isEmpty()) {
                return TextNode.valueOf(text.replace("\\{{", "{{"));
            }
            if (pass == MOST_PASSES || text.length() > LARGEST) {
                throw new VariableException("variable substitution at " + path + " does not come to an end");
            }
            boolean whole = found.size() == 1
                    && found.get(0).start() == 0
                    && found.get(0).end() == text.length();
            StringBuilder replaced = new StringBuilder();
            int at = 0;
            boolean once = false;
            for (Found variable : found) {
                String inner = text.substring(variable.start() + 2, variable.end() - 2);
                once |= inner.startsWith("-") && inner.endsWith("-");
                JsonNode value = resolve(inner, path);
                if (whole && !value.isTextual()) {
                    return value.isContainerNode() && !once ? substitute(value, path) : value;
                }
                replaced.append(text, at, variable.start()).append(embedded(text, variable.start(), text(value), path));
                at = variable.end();
            }
            text = replaced.append(text.substring(at)).toString();
            if (once) {
                return TextNode.valueOf(text.replace("\\{{", "{{"));
            }
        }
    }

    /**
     * A value put between the quotes of an expression around it must not be able to end them: it may come from an image or a
     * predicate.
     */
    private static String embedded(String text, int start, String value, String path) throws VariableException {
        int outer = start == 0 ? -1 : text.lastIndexOf("{{", start - 1);
        if (outer < 0 || text.lastIndexOf("}}", start - 1) > outer || !isQuoted(text.substring(outer, start))) {
            return value;
        }
        if (value.contains("\\'") || value.endsWith("\\")) {
            throw new VariableException(
                    ReasonCode.POLICY_INVALID,
                    "a value at path " + path + " has a backslash that would end the text around it");
        }
        return value.replace("'", "\\'");
    }

    private static boolean isQuoted(String before) {
        boolean quoted = false;
        for (int i = 0; i < before.length(); i++) {
            if (before.charAt(i) == '\\') {
                i++;
            } else if (before.charAt(i) == '\'') {
                quoted = !quoted;
            }
        }
        return quoted;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : CompactJson.write(value);
    }

    /** The innermost variables that no backslash escapes. */
    private static List<Found> unescaped(String text) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            if (matcher.start() == 0 || text.charAt(matcher.start() - 1) != '\\') {
                found.add(new Found(matcher.start(), matcher.end()));
            }
        }
        return found;
    }

    private JsonNode resolve(String inner, String path) throws VariableException {
        String expression = inner.startsWith("-") && inner.endsWith("-") && inner.length() > 1
                ? inner.substring(1, inner.length() - 1).strip()
                : inner.strip();
        if (expression.equals("@")) {
            throw new VariableException(
                    ReasonCode.UNSUPPORTED, "the variable {{@}} at " + path + " has no meaning in verifyImages rules");
        }
        try {
            return query(expression);
        } catch (VariableException e) {
            throw new VariableException(
                    e.code(),
                    "variable substitution failed: failed to resolve " + expression + " at path " + path + ": "
                            + e.getMessage());
        }
    }

    /** Whether {@code text} holds a variable. */
    public static boolean isVariable(String text) {
        return text.contains("{{") && !unescaped(text).isEmpty();
    }

    /** The expressions of all innermost variables of {@code text}, for checks at load. */
    public static List<String> expressions(String text) {
        List<String> expressions = new ArrayList<>();
        for (Found variable : unescaped(text)) {
            expressions.add(
                    text.substring(variable.start() + 2, variable.end() - 2).strip());
        }
        return expressions;
    }
}
