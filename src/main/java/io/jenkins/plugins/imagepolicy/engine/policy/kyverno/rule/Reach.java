package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** What a policy is about, in a few words, for people who ask why it says nothing of their image. */
public final class Reach {
    private static final int MOST = 6;

    private Reach() {}

    /** @param rules with {@code verifyImages}, generated ones included */
    public static String of(JsonNode spec, List<JsonNode> rules) {
        Set<String> images = new LinkedHashSet<>();
        Set<String> kinds = new LinkedHashSet<>();
        Set<String> namespaces = new LinkedHashSet<>();
        boolean narrowed = WebhookConditions.exist(spec);
        for (JsonNode rule : rules) {
            for (JsonNode item : rule.path("verifyImages")) {
                texts(LegacyForm.convert(item).path("imageReferences"), images);
            }
            rule.path("match").findValues("kinds").forEach(list -> texts(list, kinds));
            rule.path("match").findValues("namespaces").forEach(list -> texts(list, namespaces));
            narrowed |= !rule.path("exclude").isEmpty()
                    || rule.hasNonNull("preconditions")
                    || rule.path("match").findValue("selector") != null
                    || rule.path("match").findValue("namespaceSelector") != null;
        }
        StringJoiner text = new StringJoiner(", ");
        text.add("images " + list(images));
        text.add("in " + list(kinds));
        if (!namespaces.isEmpty()) {
            text.add("in the namespaces " + list(namespaces));
        }
        if (narrowed) {
            text.add("as far as selectors, exclude, preconditions and matchConditions let through");
        }
        return text.toString();
    }

    /** Of an ImageValidatingPolicy. */
    public static String ofConstraints(JsonNode spec, boolean json) {
        Set<String> images = new LinkedHashSet<>();
        for (JsonNode reference : spec.path("matchImageReferences")) {
            String glob = reference.path("glob").asText("");
            images.add(glob.isEmpty() ? "with " + reference.path("expression").asText() : glob);
        }
        Set<String> resources = new LinkedHashSet<>();
        spec.at("/matchConstraints/resourceRules").forEach(rule -> texts(rule.path("resources"), resources));
        StringJoiner text = new StringJoiner(", ");
        text.add(images.isEmpty() ? "all images" : "images " + list(images));
        text.add(json ? "in JSON payloads (documents without kind and apiVersion)" : "in " + list(resources));
        if (!json && resources.equals(Set.of("pods"))) {
            text.add("and in their controllers as autogen says");
        }
        if (!spec.path("matchConditions").isEmpty()
                || spec.path("matchConstraints").has("namespaceSelector")
                || spec.path("matchConstraints").has("objectSelector")) {
            text.add("as far as selectors and matchConditions let through");
        }
        return text.toString();
    }

    private static void texts(JsonNode list, Set<String> texts) {
        list.forEach(text -> texts.add(text.asText()));
    }

    private static String list(Set<String> texts) {
        List<String> shown = texts.stream().limit(MOST).toList();
        String more = texts.size() > MOST ? " or " + (texts.size() - MOST) + " more" : "";
        return texts.isEmpty() ? "nothing" : String.join(" or ", shown) + more;
    }
}
