package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One entry of {@code match} (source: policy-controller pkg/apis/config/image_policies.go). */
public record MatchResource(
        String group, String version, String resource, Optional<LabelSelector> selector, JsonPointer pointer) {

    /**
     * Whether a workload is meant.
     *
     * @param kind empty when the image was given without a workload; then nothing is meant
     * @param labels of the workload itself, not of its pod
     * @throws InvalidSelectorException when the type fits and the selector cannot be read
     */
    public boolean matches(String apiVersion, String kind, Map<String, String> labels) throws InvalidSelectorException {
        int slash = apiVersion.indexOf('/');
        String itsGroup = slash < 0 ? "" : apiVersion.substring(0, slash);
        String itsVersion = apiVersion.substring(slash + 1);
        boolean type = !kind.isEmpty()
                && resource.equals(plural(kind))
                && group.equals(itsGroup)
                && (version.equals("*") || version.equals(itsVersion));
        return type && (selector.isEmpty() || selector.get().accepts(labels));
    }

    /** Whether the selector can be read at all. */
    public void check() throws InvalidSelectorException {
        if (selector.isPresent()) {
            selector.get().accepts(Map.of());
        }
    }

    /** The resource's name as Kubernetes guesses it from the kind. */
    static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        if (lower.endsWith("s")) {
            return lower + "es";
        }
        return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }

    /** A label selector as Kubernetes has it: all of it must hold; an empty one accepts everything. */
    public record LabelSelector(Map<String, String> matchLabels, List<Expression> expressions) {
        public LabelSelector {
            matchLabels = Map.copyOf(matchLabels);
            expressions = List.copyOf(expressions);
        }

        boolean accepts(Map<String, String> labels) throws InvalidSelectorException {
            boolean accepted = true;
            for (Expression expression : expressions) {
                accepted &= expression.accepts(labels);
            }
            return accepted
                    && matchLabels.entrySet().stream()
                            .allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
        }
    }

    public record Expression(String key, String operator, List<String> values) {
        public Expression {
            values = List.copyOf(values);
        }

        boolean accepts(Map<String, String> labels) throws InvalidSelectorException {
            boolean listed = labels.containsKey(key) && values.contains(labels.get(key));
            return switch (operator) {
                case "In" -> valuesGiven() && listed;
                case "NotIn" -> valuesGiven() && !listed;
                case "Exists" -> noValuesGiven() && labels.containsKey(key);
                case "DoesNotExist" -> noValuesGiven() && !labels.containsKey(key);
                default ->
                    throw new InvalidSelectorException("\"" + operator + "\" is not a valid label selector operator");
            };
        }

        private boolean valuesGiven() throws InvalidSelectorException {
            if (values.isEmpty()) {
                throw new InvalidSelectorException("for '" + operator + "' the values of '" + key + "' can't be empty");
            }
            return true;
        }

        private boolean noValuesGiven() throws InvalidSelectorException {
            if (!values.isEmpty()) {
                throw new InvalidSelectorException("for '" + operator + "' the values of '" + key + "' must be empty");
            }
            return true;
        }
    }

    /** A selector that Kubernetes would refuse. */
    public static final class InvalidSelectorException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidSelectorException(String cause) {
            super("policy with wrong match label selector: " + cause);
        }
    }
}
