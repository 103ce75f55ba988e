package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.LabelSelector;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.MatchException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code matchConstraints}: admission rules on group, version, resource, operation and scope (Kubernetes admissionregistration). */
final class Resources {
    private static final Map<String, String> IRREGULAR = Map.of(
            "NetworkPolicy", "networkpolicies",
            "Ingress", "ingresses",
            "IngressClass", "ingressclasses",
            "StorageClass", "storageclasses",
            "PriorityClass", "priorityclasses",
            "Endpoints", "endpoints");
    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "Namespace",
            "Node",
            "PersistentVolume",
            "ClusterRole",
            "ClusterRoleBinding",
            "CustomResourceDefinition",
            "StorageClass",
            "PriorityClass",
            "IngressClass");

    private Resources() {}

    /** The resource's name in the API: lower-case plural. */
    static String plural(String kind) {
        String known = IRREGULAR.get(kind);
        if (known != null) {
            return known;
        }
        String lower = kind.toLowerCase(Locale.ROOT);
        if (lower.endsWith("y") && lower.length() > 1 && "aeiou".indexOf(lower.charAt(lower.length() - 2)) < 0) {
            return lower.substring(0, lower.length() - 1) + "ies";
        }
        return lower.endsWith("s") || lower.endsWith("x") || lower.endsWith("ch") ? lower + "es" : lower + "s";
    }

    static boolean matches(JsonNode constraints, Target target) throws MatchException {
        boolean matched = false;
        for (JsonNode rule : constraints.path("resourceRules")) {
            matched |= matchesRule(rule, target);
        }
        if (!matched) {
            return false;
        }
        for (JsonNode rule : constraints.path("excludeResourceRules")) {
            if (matchesRule(rule, target)) {
                return false;
            }
        }
        if (!LabelSelector.matches(constraints.path("objectSelector"), target.labels(), false)) {
            return false;
        }
        JsonNode selector = constraints.path("namespaceSelector");
        if (selector.isMissingNode()
                || selector.isEmpty()
                || CLUSTER_SCOPED.contains(target.kind().kind())) {
            return true;
        }
        if (target.namespaceLabels().isEmpty()) {
            throw new MatchException("the labels of namespace '" + target.namespace()
                    + "' are not known, but a namespaceSelector asks for them");
        }
        return LabelSelector.matches(selector, target.namespaceLabels().get(), false);
    }

    private static boolean matchesRule(JsonNode rule, Target target) {
        String scope = rule.path("scope").asText("*");
        boolean cluster = CLUSTER_SCOPED.contains(target.kind().kind());
        return has(rule.path("apiGroups"), target.kind().group())
                && has(rule.path("apiVersions"), target.kind().version())
                && hasResource(rule.path("resources"), plural(target.kind().kind()))
                && (rule.path("operations").isEmpty() || has(rule.path("operations"), target.operation()))
                && (rule.path("resourceNames").isEmpty()
                        || texts(rule.path("resourceNames")).contains(target.name()))
                && (scope.equals("*") || scope.equals("Cluster") == cluster);
    }

    private static boolean has(JsonNode allowed, String value) {
        List<String> all = texts(allowed);
        return all.contains("*") || all.contains(value);
    }

    /** A subresource alone ({@code pods/status}) does not stand for the resource. */
    private static boolean hasResource(JsonNode allowed, String plural) {
        List<String> all = texts(allowed);
        return all.contains("*") || all.contains("*/*") || all.contains(plural) || all.contains(plural + "/*");
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
