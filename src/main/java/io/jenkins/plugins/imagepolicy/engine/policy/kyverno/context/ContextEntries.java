package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import java.util.Optional;

/** Puts the entries of a rule's {@code context} before its variables: ConfigMaps given beside the policy, variables, image data. */
public final class ContextEntries {
    private final Companions companions;
    private final Judging judging;

    public ContextEntries(Companions companions, Judging judging) {
        this.companions = companions;
        this.judging = judging;
    }

    public void defer(JsonNode context, Variables variables) {
        for (JsonNode entry : context) {
            String name = entry.path("name").asText();
            variables.defer(name, inner -> load(name, entry, inner));
        }
    }

    private JsonNode load(String name, JsonNode entry, Variables variables) throws VariableException {
        try {
            if (entry.path("configMap").isObject()) {
                return configMap(variables.substitute(entry.path("configMap"), name));
            }
            if (entry.path("variable").isObject()) {
                return variable(name, entry.path("variable"), variables);
            }
            if (entry.path("imageRegistry").isObject()) {
                return imageRegistry(variables.substitute(entry.path("imageRegistry"), name), variables);
            }
        } catch (VariableException e) {
            throw new VariableException(
                    e.code(), "failed to load context: failed to resolve '" + name + "': " + e.getMessage());
        }
        throw new VariableException(
                ReasonCode.UNSUPPORTED,
                "failed to load context: '" + name + "' needs a cluster, which the gate has not");
    }

    private JsonNode configMap(JsonNode reference) throws VariableException {
        String name = reference.path("name").asText();
        String namespace = reference.path("namespace").asText();
        Optional<Document> found = companions.find("ConfigMap", namespace.isEmpty() ? "default" : namespace, name);
        if (found.isEmpty()) {
            throw new VariableException("the ConfigMap " + (namespace.isEmpty() ? "default" : namespace) + "/" + name
                    + " is not given; put it beside the policy");
        }
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        JsonNode data = found.get().content().path("data");
        value.set("data", data.isObject() ? data : JsonNodeFactory.instance.objectNode());
        value.set("metadata", found.get().content().path("metadata"));
        return value;
    }

    private static JsonNode variable(String name, JsonNode entry, Variables variables) throws VariableException {
        JsonNode fallback = entry.has("default") ? variables.substitute(entry.get("default"), name) : NullNode.instance;
        JsonNode value = NullNode.instance;
        try {
            value = entry.has("value") ? variables.substitute(entry.get("value"), name) : NullNode.instance;
            if (!entry.path("jmesPath").asText("").isEmpty()) {
                String expression =
                        variables.substitute(entry.get("jmesPath"), name).asText();
                value = entry.has("value") ? query(expression, value, variables) : variables.query(expression);
            }
        } catch (VariableException e) {
            if (fallback.isNull()) {
                throw e;
            }
        }
        if (!value.isNull()) {
            return value;
        }
        if (fallback.isNull()) {
            throw new VariableException("the variable is null and has no default");
        }
        return fallback;
    }

    /** A query of the entry's own value, in the names that the rule has. */
    private static JsonNode query(String expression, JsonNode value, Variables variables) throws VariableException {
        Variables inner = variables.on(value);
        return inner.query(expression);
    }

    private JsonNode imageRegistry(JsonNode entry, Variables variables) throws VariableException {
        JsonNode data = new ImageData(judging).read(entry.path("reference").asText());
        String expression = entry.path("jmesPath").asText("");
        return expression.isEmpty() ? data : query(expression, data, variables);
    }
}
