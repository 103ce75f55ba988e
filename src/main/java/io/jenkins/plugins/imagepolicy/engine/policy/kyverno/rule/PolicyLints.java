package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is valid in a policy with {@code verifyImages} rules, but probably not meant. */
public final class PolicyLints {
    private static final Pattern DAYS = Pattern.compile("[0-9]+d");

    private final Document document;
    private final JsonNode policy;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private PolicyLints(Document document, JsonNode policy) {
        this.document = document;
        this.policy = policy;
    }

    /** @param policy the document's content with defaults applied */
    public static List<Diagnostic> find(Document document, JsonNode policy) {
        PolicyLints lints = new PolicyLints(document, policy);
        lints.policy();
        return lints.diagnostics;
    }

    private void policy() {
        JsonPointer spec = JsonPointer.compile("/spec");
        if (policy.path("spec").has("validationFailureAction")) {
            warn(
                    "deprecated-field",
                    spec.appendProperty("validationFailureAction"),
                    "validationFailureAction is deprecated",
                    "Write failureAction in each item of verifyImages");
        }
        if (policy.path("spec").has("validationFailureActionOverrides")) {
            warn(
                    "deprecated-field",
                    spec.appendProperty("validationFailureActionOverrides"),
                    "validationFailureActionOverrides is deprecated",
                    "Write one rule for each failureAction");
        }
        if (policy.at("/spec/webhookConfiguration/failurePolicy")
                .asText(policy.at("/spec/failurePolicy").asText())
                .equals("Ignore")) {
            warn(
                    "failure-policy-ignored",
                    spec.appendProperty("failurePolicy"),
                    "failurePolicy: Ignore lets the cluster admit what could not be decided; the gate refuses it",
                    "Write failurePolicy: Fail, so that the cluster agrees with the gate");
        }
        for (int i = 0; i < policy.at("/spec/rules").size(); i++) {
            rule(policy.at("/spec/rules").get(i), spec.appendProperty("rules").appendIndex(i));
        }
    }

    private void rule(JsonNode rule, JsonPointer at) {
        for (String side : List.of("match", "exclude")) {
            JsonPointer here = at.appendProperty(side);
            if (rule.path(side).has("resources")) {
                warn(
                        "deprecated-field",
                        here.appendProperty("resources"),
                        side + ".resources is deprecated",
                        "Write " + side + ".any with a list of resources");
                kinds(rule.path(side).path("resources"), here.appendProperty("resources"));
            }
            for (String list : List.of("any", "all")) {
                for (int i = 0; i < rule.path(side).path(list).size(); i++) {
                    kinds(
                            rule.path(side).path(list).get(i).path("resources"),
                            here.appendProperty(list).appendIndex(i).appendProperty("resources"));
                }
            }
        }
        if (rule.has("imageExtractors") && !Autogen.possible(policy).isEmpty()) {
            warn(
                    "extractors-not-generated",
                    at.appendProperty("imageExtractors"),
                    "generated rules for pod controllers do not have these imageExtractors",
                    "Name the controllers' kinds in a rule of their own");
        }
        for (int i = 0; i < rule.path("verifyImages").size(); i++) {
            JsonPointer here = at.appendProperty("verifyImages").appendIndex(i);
            item(LegacyForm.convert(rule.path("verifyImages").get(i)), here);
            if (LegacyForm.isLegacy(rule.path("verifyImages").get(i))) {
                warn(
                        "deprecated-field",
                        here,
                        "image, key, roots, subject and issuer of an item are deprecated",
                        "Write imageReferences and attestors");
            }
        }
    }

    private void kinds(JsonNode resources, JsonPointer at) {
        for (int i = 0; i < resources.path("kinds").size(); i++) {
            String kind = resources.path("kinds").get(i).asText();
            String last = kind.substring(kind.lastIndexOf('/') + 1);
            if (!kind.contains("/") && !last.isEmpty() && Character.isLowerCase(last.charAt(0))) {
                warn(
                        "kind-in-lower-case",
                        at.appendProperty("kinds").appendIndex(i),
                        "'" + kind + "' matches no Kubernetes kind, since kinds are case-sensitive",
                        "Write " + Character.toUpperCase(last.charAt(0)) + last.substring(1));
            }
        }
    }

    private void item(JsonNode item, JsonPointer at) {
        references(item, at);
        if (item.path("attestors").isEmpty() && item.path("attestations").isEmpty()) {
            warn(
                    "nothing-to-verify",
                    at,
                    item.path("required").asBoolean()
                            ? "the item has neither attestors nor attestations, so every image it matches is refused"
                            : "the item has neither attestors nor attestations, so no signature is checked",
                    "Add attestors inside this item");
        }
        if (!item.path("skipImageReferences").isEmpty()
                && item.path("verifyDigest").asBoolean()
                && !item.path("mutateDigest").asBoolean()) {
            warn(
                    "skipped-needs-digest",
                    at.appendProperty("skipImageReferences"),
                    "skipped images still need a digest, because verifyDigest is true",
                    "Write verifyDigest: false, or name skipped images by digest");
        }
        for (int i = 0; i < item.path("attestors").size(); i++) {
            set(
                    item.path("attestors").get(i),
                    item,
                    at.appendProperty("attestors").appendIndex(i),
                    false);
        }
        for (int i = 0; i < item.path("attestations").size(); i++) {
            attestation(
                    item.path("attestations").get(i),
                    item,
                    at.appendProperty("attestations").appendIndex(i));
        }
    }

    private void references(JsonNode item, JsonPointer at) {
        for (int i = 0; i < item.path("imageReferences").size(); i++) {
            String pattern = item.path("imageReferences").get(i).asText();
            JsonPointer here = at.appendProperty("imageReferences").appendIndex(i);
            String first = pattern.contains("/") ? pattern.substring(0, pattern.indexOf('/')) : "";
            boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
            if (!registry && !pattern.startsWith("*") && !pattern.startsWith("?") && !first.contains("*")) {
                warn(
                        "pattern-without-registry",
                        here,
                        "'" + pattern + "' matches no image, since images are matched with their registry",
                        "Write docker.io/" + pattern + " or the registry that is meant");
            } else if (pattern.startsWith("docker.io/library/")) {
                warn(
                        "pattern-with-library",
                        here,
                        "'" + pattern + "' does not match images written without library/",
                        "Add docker.io/" + pattern.substring("docker.io/library/".length()));
            } else if (!pattern.endsWith("*") && !pattern.contains("@")) {
                warn(
                        "pattern-never-matches-digest",
                        here,
                        "'" + pattern
                                + "' does not match an image that is named by its digest, whose tag does not count",
                        "End the pattern in *");
            }
        }
    }

    private void set(JsonNode set, JsonNode item, JsonPointer at, boolean attestation) {
        boolean bundle = item.path("type").asText().equals("SigstoreBundle");
        for (int i = 0; i < set.path("entries").size(); i++) {
            JsonNode entry = set.path("entries").get(i);
            JsonPointer here = at.appendProperty("entries").appendIndex(i);
            if (KeyBlocks.split(entry.at("/keys/publicKeys").asText()).size() > 1
                    && !set.has("count")
                    && !attestation) {
                warn(
                        "several-keys-all-required",
                        here.appendProperty("keys").appendProperty("publicKeys"),
                        "several keys without count mean that each of them must have signed",
                        "Write count: 1 in the attestor if any of them suffices");
            }
            if (entry.path("keyless").isObject()) {
                keyless(entry.path("keyless"), here.appendProperty("keyless"), bundle);
            }
            if (attestation && !entry.path("annotations").isEmpty()) {
                warn(
                        "annotations-on-attestation",
                        here.appendProperty("annotations"),
                        "attestations carry no annotations, so this entry never verifies",
                        "Remove annotations, or use conditions");
            }
            if (entry.path("attestor").isObject()) {
                set(entry.path("attestor"), item, here.appendProperty("attestor"), attestation);
            }
        }
    }

    private void keyless(JsonNode keyless, JsonPointer at, boolean bundle) {
        boolean subject = !keyless.path("subject").asText().isEmpty()
                || !keyless.path("subjectRegExp").asText().isEmpty();
        boolean issuer = !keyless.path("issuer").asText().isEmpty()
                || !keyless.path("issuerRegExp").asText().isEmpty();
        if (!subject && !issuer && keyless.path("additionalExtensions").isEmpty()) {
            warn(
                    "keyless-without-identity",
                    at,
                    "keyless without subject and issuer accepts whoever has a certificate of the authority",
                    "Add subject and issuer");
        } else if (!subject || !issuer) {
            warn(
                    "keyless-half-identity",
                    at,
                    "keyless names no "
                            + (subject
                                    ? "issuer: anybody's certificate with this subject is accepted"
                                    : "subject: everybody at this issuer is accepted"),
                    "Add " + (subject ? "issuer" : "subject"));
        }
        for (String field : List.of("subjectRegExp", "issuerRegExp")) {
            String expression = keyless.path(field).asText("");
            if (!expression.isEmpty() && !(expression.startsWith("^") && expression.endsWith("$"))) {
                warn(
                        "unanchored-expression",
                        at.appendProperty(field),
                        "the expression is found anywhere in the text, also in the middle of another identity",
                        "Write ^...$ around it, and \\. for a dot");
            }
        }
        if (bundle && keyless.path("subject").asText().contains("*")) {
            warn(
                    "wildcard-in-bundle-identity",
                    at.appendProperty("subject"),
                    "in type SigstoreBundle the subject is compared as it is; * has no meaning",
                    "Use subjectRegExp");
        }
    }

    private void attestation(JsonNode attestation, JsonNode item, JsonPointer at) {
        if (attestation.path("type").asText().isEmpty()
                && !attestation.path("predicateType").asText().isEmpty()) {
            warn("deprecated-field", at.appendProperty("predicateType"), "predicateType is deprecated", "Write type");
        }
        if (attestation.path("attestors").isEmpty()) {
            warn(
                    "attestation-without-attestors",
                    at,
                    "without attestors an attestation by anybody with a public-good certificate is accepted",
                    "Add attestors with the identity or key that attests");
        }
        for (int i = 0; i < attestation.path("attestors").size(); i++) {
            set(
                    attestation.path("attestors").get(i),
                    item,
                    at.appendProperty("attestors").appendIndex(i),
                    true);
        }
        conditions(attestation.path("conditions"), at.appendProperty("conditions"));
    }

    private void conditions(JsonNode node, JsonPointer at) {
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            conditions(node.get(i), at.appendIndex(i));
        }
        node.properties().forEach(field -> {
            JsonPointer here = at.appendProperty(field.getKey());
            String text = field.getValue().asText("");
            if (field.getKey().equals("value") && DAYS.matcher(text).matches()) {
                warn(
                        "duration-in-days",
                        here,
                        "'" + text + "' is no duration, since durations have no days; the condition is false",
                        "Write " + 24 * Long.parseLong(text.substring(0, Math.min(9, text.length() - 1))) + "h");
            }
            if (field.getKey().equals("operator") && (text.equals("In") || text.equals("NotIn"))) {
                warn(
                        "deprecated-field",
                        here,
                        "the operator " + text + " is deprecated",
                        text.equals("In") ? "Write AnyIn or AllIn" : "Write AnyNotIn or AllNotIn");
            }
            conditions(field.getValue(), here);
        });
    }

    private void warn(String code, JsonPointer at, String message, String remedy) {
        diagnostics.add(document.warning(code, at, message, remedy));
    }
}
