package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.exception;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition.Conditions;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.VariableException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.MatchException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.RuleMatch;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.Target;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.ClusterPolicySchema;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.SchemaCheck;
import java.util.List;

/** A PolicyException of {@code kyverno.io}: rules that do not count for some resources. */
public final class ClassicException {
    private final JsonNode content;
    private final List<String> rules;

    private ClassicException(JsonNode content, List<String> rules) {
        this.content = content;
        this.rules = rules;
    }

    /** The valid exceptions from a policy's rules; what is not valid excepts nothing. */
    public static List<ClassicException> of(Companions companions, String policy, String namespace) {
        String key = namespace.isEmpty() ? policy : namespace + "/" + policy;
        return companions.ofKind("PolicyException").stream()
                .map(Document::content)
                .filter(content -> content.path("apiVersion").asText().startsWith("kyverno.io/"))
                .filter(content -> SchemaCheck.check(content, ClusterPolicySchema.EXCEPTION)
                        .isEmpty())
                .map(content -> new ClassicException(content, rules(content, key)))
                .filter(exception -> !exception.rules.isEmpty())
                .toList();
    }

    private static List<String> rules(JsonNode content, String policy) {
        return content.at("/spec/exceptions")
                .valueStream()
                .filter(exception -> exception.path("policyName").asText().equals(policy))
                .flatMap(exception -> exception.path("ruleNames").valueStream())
                .map(JsonNode::asText)
                .toList();
    }

    /** {@code namespace/name}. */
    public String key() {
        String namespace = content.at("/metadata/namespace").asText();
        String name = content.at("/metadata/name").asText();
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** Whether the rule does not count for the resource; where that cannot be decided, it counts. */
    public boolean covers(String rule, Target target, Variables variables) throws VariableException {
        if (rules.stream().noneMatch(pattern -> Wildcard.matches(pattern, rule))) {
            return false;
        }
        try {
            JsonNode match = content.at("/spec/match");
            if (match.isEmpty() || !new RuleMatch(match, JsonNodeFactory.instance.objectNode()).matches(target)) {
                return false;
            }
        } catch (MatchException e) {
            return false;
        }
        JsonNode conditions = content.at("/spec/conditions");
        return conditions.isMissingNode()
                || conditions.isNull()
                || new Conditions(variables).evaluate(conditions).holds();
    }
}
