package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One block of {@code match} or {@code exclude}: all its criteria must fit, each in one of its values. */
public final class ResourceFilter {
    private static final List<String> WHO = List.of("roles", "clusterRoles", "subjects");

    private final JsonNode block;

    public ResourceFilter(JsonNode block) {
        this.block = block;
    }

    /**
     * @param ignoreRequester whether criteria about the requester count as met where nobody asks: so in {@code match}, never in
     *     {@code exclude}
     */
    public boolean matches(Target target, boolean ignoreRequester) throws MatchException {
        JsonNode resources = block.path("resources");
        if (isEmpty()) {
            return false;
        }
        if (!resources.path("operations").isEmpty() && !any(resources.path("operations"), target.operation()::equals)) {
            return false;
        }
        return matchesIdentity(resources, target)
                && matchesRequester(target, ignoreRequester)
                && matchesLabels(resources, target);
    }

    private boolean isEmpty() {
        boolean noResources = true;
        for (JsonNode field : block.path("resources")) {
            noResources &= field.isContainerNode()
                    ? field.isEmpty()
                    : field.isNull() || field.asText().isEmpty();
        }
        return noResources && WHO.stream().allMatch(who -> block.path(who).isEmpty());
    }

    private static boolean matchesIdentity(JsonNode resources, Target target) {
        if (!resources.path("kinds").isEmpty()
                && !any(resources.path("kinds"), kind -> KindSelector.parse(kind)
                        .matches(target.kind(), true))) {
            return false;
        }
        String name = resources.path("name").asText();
        if (!name.isEmpty() && !Wildcard.matches(name, target.name())) {
            return false;
        }
        if (!resources.path("names").isEmpty()
                && !any(resources.path("names"), pattern -> Wildcard.matches(pattern, target.name()))) {
            return false;
        }
        return resources.path("namespaces").isEmpty() || inNamespaces(resources.path("namespaces"), target);
    }

    /** A Namespace object counts as its own namespace. */
    static boolean inNamespaces(JsonNode namespaces, Target target) {
        String namespace = target.kind().kind().equals("Namespace")
                ? target.resource().at("/metadata/name").asText()
                : target.namespace();
        return any(namespaces, pattern -> Wildcard.matches(pattern, namespace));
    }

    private static boolean matchesLabels(JsonNode resources, Target target) throws MatchException {
        if (!annotationsMatch(resources.path("annotations"), target.annotations())) {
            return false;
        }
        JsonNode selector = resources.path("selector");
        if (!selector.isMissingNode() && !LabelSelector.matches(selector, target.labels(), true)) {
            return false;
        }
        JsonNode namespaceSelector = resources.path("namespaceSelector");
        if (namespaceSelector.isMissingNode()) {
            return true;
        }
        if (target.kind().kind().equals("Namespace")) {
            return false;
        }
        return LabelSelector.matches(namespaceSelector, namespaceLabels(target), true);
    }

    private static Map<String, String> namespaceLabels(Target target) throws MatchException {
        if (target.namespaceLabels().isEmpty()) {
            throw new MatchException("the labels of namespace '" + target.namespace()
                    + "' are not known, but a namespaceSelector asks for them");
        }
        return target.namespaceLabels().get();
    }

    /** Every wanted pair fits some actual pair, with wildcards in both parts. */
    static boolean annotationsMatch(JsonNode wanted, Map<String, String> actual) {
        for (Map.Entry<String, JsonNode> pair : wanted.properties()) {
            boolean found = actual.entrySet().stream()
                    .anyMatch(a -> Wildcard.matches(pair.getKey(), a.getKey())
                            && Wildcard.matches(pair.getValue().asText(), a.getValue()));
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesRequester(Target target, boolean ignoreRequester) {
        if (ignoreRequester && target.requester().isNobody()) {
            return true;
        }
        JsonNode roles = block.path("roles");
        JsonNode clusterRoles = block.path("clusterRoles");
        JsonNode subjects = block.path("subjects");
        return (roles.isEmpty() || any(roles, target.requester().roles()::contains))
                && (clusterRoles.isEmpty()
                        || any(clusterRoles, target.requester().clusterRoles()::contains))
                && (subjects.isEmpty() || target.requester().isOneOf(subjects));
    }

    private static boolean any(JsonNode texts, Predicate<String> test) {
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.asText()));
        return all.stream().anyMatch(test);
    }
}
