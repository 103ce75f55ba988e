package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.util.List;

/** Who asks for a resource; in a build nobody does. */
public record Requester(String username, List<String> groups, List<String> roles, List<String> clusterRoles) {
    public static final Requester NOBODY = new Requester("", List.of(), List.of(), List.of());

    public Requester {
        groups = List.copyOf(groups);
        roles = List.copyOf(roles);
        clusterRoles = List.copyOf(clusterRoles);
    }

    public boolean isNobody() {
        return equals(NOBODY);
    }

    /** Whether one of the {@code subjects} (RBAC subjects with wildcards) is this requester. */
    public boolean isOneOf(JsonNode subjects) {
        for (JsonNode subject : subjects) {
            String name = subject.path("name").asText();
            boolean fits =
                    switch (subject.path("kind").asText()) {
                        case "ServiceAccount" ->
                            Wildcard.matches(
                                    "system:serviceaccount:"
                                            + subject.path("namespace").asText() + ":" + name,
                                    username);
                        case "User" -> Wildcard.matches(name, username);
                        case "Group" -> groups.stream().anyMatch(group -> Wildcard.matches(name, group));
                        default -> false;
                    };
            if (fits) {
                return true;
            }
        }
        return false;
    }
}
