package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Kubernetes label selectors, with Kyverno's wildcards in the keys and values of {@code matchLabels}. */
public final class LabelSelector {
    private static final Pattern KEY = Pattern.compile(
            "(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    private LabelSelector() {}

    /** Labels or annotations of a resource as text. */
    public static Map<String, String> texts(JsonNode fields) {
        Map<String, String> texts = new TreeMap<>();
        fields.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** @param wildcards whether {@code matchLabels} may hold patterns */
    public static boolean matches(JsonNode selector, Map<String, String> labels, boolean wildcards)
            throws MatchException {
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            if (!matchesLabel(label.getKey(), label.getValue().asText(), labels, wildcards)) {
                return false;
            }
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            if (!matchesExpression(expression, labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesLabel(String key, String value, Map<String, String> labels, boolean wildcards)
            throws MatchException {
        if (!wildcards || !Wildcard.isPattern(key) && !Wildcard.isPattern(value)) {
            checkKey(key);
            checkValue(value);
            return value.equals(labels.get(key));
        }
        for (Map.Entry<String, String> actual : labels.entrySet()) {
            if (Wildcard.matches(key, actual.getKey()) && Wildcard.matches(value, actual.getValue())) {
                return true;
            }
        }
        // What matches nothing is looked for literally, with 0 for the wildcards.
        checkKey(key.replace('*', '0').replace('?', '0'));
        checkValue(value.replace('*', '0').replace('?', '0'));
        return false;
    }

    private static void checkKey(String key) throws MatchException {
        if (!KEY.matcher(key).matches()) {
            throw new MatchException("the label key '" + key + "' in a selector is not valid");
        }
    }

    private static void checkValue(String value) throws MatchException {
        if (!VALUE.matcher(value).matches()) {
            throw new MatchException("the label value '" + value + "' in a selector is not valid");
        }
    }

    private static boolean matchesExpression(JsonNode expression, Map<String, String> labels) throws MatchException {
        String key = expression.path("key").asText();
        checkKey(key);
        String actual = labels.get(key);
        boolean listed = false;
        for (JsonNode value : expression.path("values")) {
            listed |= value.asText().equals(actual);
        }
        String operator = expression.path("operator").asText();
        return switch (operator) {
            case "In" -> actual != null && listed;
            case "NotIn" -> actual == null || !listed;
            case "Exists" -> actual != null;
            case "DoesNotExist" -> actual == null;
            default -> throw new MatchException("'" + operator + "' is no operator of a label selector");
        };
    }
}
