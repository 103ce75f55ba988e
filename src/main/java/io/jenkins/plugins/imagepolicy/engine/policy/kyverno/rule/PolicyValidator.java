package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The checks that Kyverno's admission makes of a whole policy with {@code verifyImages} rules, with upstream's texts. */
public final class PolicyValidator {
    private static final List<String> OPERATIONS = List.of("validate", "mutate", "generate", "verifyImages");
    private static final int LONGEST_NAME = 63;

    private final JsonNode policy;
    private final List<Problem> problems = new ArrayList<>();

    private PolicyValidator(JsonNode policy) {
        this.policy = policy;
    }

    /** @param policy with its defaults applied */
    public static List<Problem> validate(JsonNode policy) {
        PolicyValidator validator = new PolicyValidator(policy);
        validator.validate();
        return validator.problems;
    }

    private void validate() {
        JsonNode spec = policy.path("spec");
        JsonPointer at = JsonPointer.compile("/spec");
        metadata();
        if (spec.path("rules").isEmpty()) {
            problem(at.appendProperty("rules"), "Required value", "Add a rule with verifyImages");
        }
        JsonPointer overrides = at.appendProperty("validationFailureActionOverrides");
        if (isNamespaced() && !spec.path("validationFailureActionOverrides").isEmpty()) {
            problem(
                    overrides,
                    "Use of validationFailureActionOverrides is supported only with ClusterPolicy",
                    "Remove it");
        }
        problems.addAll(WebhookConditions.problems(spec, at));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < spec.path("rules").size(); i++) {
            JsonNode rule = spec.path("rules").get(i);
            JsonPointer here = at.appendProperty("rules").appendIndex(i);
            String name = rule.path("name").asText();
            if (!names.add(name)) {
                problem(
                        here.appendProperty("name"),
                        "Duplicate rule name: '" + name + "'",
                        "Give each rule its own name");
            }
            if (name.length() > LONGEST_NAME) {
                problem(
                        here.appendProperty("name"),
                        "must not be more than " + LONGEST_NAME + " characters",
                        "Shorten the name");
            }
            rule(rule, here, spec);
        }
    }

    private boolean isNamespaced() {
        return policy.path("kind").asText().equals("Policy");
    }

    private void metadata() {
        JsonPointer name = JsonPointer.compile("/metadata/name");
        if (policy.at(name).asText().isEmpty()) {
            problem(name, "name or generateName is required", "Name the policy");
        }
        if (!isNamespaced() && !policy.at("/metadata/namespace").asText().isEmpty()) {
            problem(
                    JsonPointer.compile("/metadata/namespace"),
                    "a ClusterPolicy has no namespace",
                    "Remove the namespace, or write kind: Policy");
        }
    }

    private void rule(JsonNode rule, JsonPointer at, JsonNode spec) {
        List<String> operations = OPERATIONS.stream().filter(rule::hasNonNull).toList();
        if (operations.isEmpty()
                || operations.equals(List.of("verifyImages"))
                        && rule.path("verifyImages").isEmpty()) {
            problem(
                    at,
                    "No operation defined in the rule '" + rule.path("name").asText()
                            + "'.(supported operations: validate,mutate,generate,verifyImages)",
                    "Add verifyImages");
        } else if (operations.size() > 1) {
            problem(
                    at,
                    "Multiple operations defined in the rule '"
                            + rule.path("name").asText()
                            + "', only one operation (validate,mutate,generate,verifyImages) is allowed per rule",
                    "Write one rule for each of " + String.join(", ", operations));
        }
        boolean admits = spec.path("admission").asBoolean(true);
        if (!admits && operations.stream().anyMatch(operation -> !operation.equals("validate"))) {
            problem(
                    JsonPointer.compile("/spec/admission"),
                    "disabling admission processing is only allowed with validation policies",
                    "Remove admission: false");
        }
        new MatchValidator(isNamespaced(), rule, at, problems).validate();
        if (!rule.hasNonNull("verifyImages")) {
            if (rule.hasNonNull("imageExtractors")) {
                problem(
                        at.appendProperty("imageExtractors"),
                        "Invalid value: imageExtractors are defined in a rule without verifyImages",
                        "Remove imageExtractors");
            }
            return;
        }
        verifyImages(rule, at, spec);
        new ContextValidator(problems).validate(rule, at);
        new ConditionValidator(problems).rule(rule, at, spec.path("background").asBoolean(true));
    }

    private void verifyImages(JsonNode rule, JsonPointer at, JsonNode spec) {
        String action = spec.path("validationFailureAction").asText("Audit");
        boolean audit = !action.equalsIgnoreCase("Enforce");
        boolean mutates = false;
        for (int i = 0; i < rule.path("verifyImages").size(); i++) {
            JsonNode item = rule.path("verifyImages").get(i);
            JsonPointer here = at.appendProperty("verifyImages").appendIndex(i);
            // Upstream's flag stays for the items that follow.
            String own = item.path("failureAction").asText();
            audit = own.isEmpty() ? audit : own.equalsIgnoreCase("Audit");
            problems.addAll(ItemValidator.validate(item, audit, here));
            for (int j = 0; j < item.path("imageReferences").size(); j++) {
                String pattern = item.path("imageReferences").get(j).asText();
                if (Variables.isVariable(pattern)) {
                    problem(
                            here.appendProperty("imageReferences").appendIndex(j),
                            "variables are not allowed in image reference",
                            "Write a pattern without variables");
                }
            }
            mutates |= item.path("mutateDigest").asBoolean();
            unsupported(item, here);
        }
        extractors(rule, at, mutates);
    }

    private void extractors(JsonNode rule, JsonPointer at, boolean mutates) {
        rule.path("imageExtractors").properties().forEach(kind -> {
            for (int i = 0; i < kind.getValue().size(); i++) {
                if (mutates && !kind.getValue().get(i).path("jmesPath").asText().isEmpty()) {
                    problem(
                            at.appendProperty("imageExtractors")
                                    .appendProperty(kind.getKey())
                                    .appendIndex(i)
                                    .appendProperty("jmesPath"),
                            "jmespath may not be used in an image extractor when mutating digests with verify images",
                            "Write mutateDigest: false in the rule's items");
                }
            }
        });
    }

    private void unsupported(JsonNode item, JsonPointer at) {
        if (item.path("type").asText().equals("Notary")) {
            problems.add(Problem.unsupported(
                    at.appendProperty("type"),
                    "Notary signatures cannot be verified by the gate",
                    "Sign with cosign and write type: Cosign or type: SigstoreBundle"));
        }
        for (Located entry : Located.entries(item, at)) {
            JsonNode keys = entry.node().path("keys");
            if (!keys.path("kms").asText().isEmpty()
                    && keys.path("publicKeys").asText().isEmpty()
                    && !keys.path("secret").isObject()) {
                problems.add(Problem.unsupported(
                        entry.at().appendProperty("keys").appendProperty("kms"),
                        "a key in a key management service cannot be asked for by the gate",
                        "Write the public key as PEM into publicKeys ('cosign public-key --key <kms>' prints it)"));
            }
        }
    }

    private void problem(JsonPointer at, String message, String remedy) {
        problems.add(Problem.invalid(at, message, remedy));
    }
}
