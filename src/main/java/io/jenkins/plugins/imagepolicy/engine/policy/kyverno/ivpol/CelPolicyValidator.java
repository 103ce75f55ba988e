package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checks of an ImageValidatingPolicy beyond its fields: one of each alternative, and expressions that compile. */
public final class CelPolicyValidator {
    private static final JsonPointer SPEC = JsonPointer.compile("/spec");
    private static final Pattern NETWORK =
            Pattern.compile("\\b(http|globalContext|generator|resource)\\.([A-Za-z]+)\\s*\\(");
    private static final Pattern VARIABLE = Pattern.compile("\\bvariables\\.([A-Za-z_][A-Za-z0-9_]*)");

    private final JsonNode content;
    private final PolicyCel cel;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> variables = new HashSet<>();

    private CelPolicyValidator(JsonNode content, Companions companions) {
        this.content = content;
        this.cel = new PolicyCel(ImageValidatingPolicy.isJson(content), companions);
    }

    public static List<Problem> validate(JsonNode content, Companions companions) {
        CelPolicyValidator validator = new CelPolicyValidator(content, companions);
        validator.policy();
        return validator.problems;
    }

    private void policy() {
        JsonNode spec = content.path("spec");
        boolean json = ImageValidatingPolicy.isJson(content);
        if (content.at("/metadata/name").asText().isEmpty()) {
            problem(JsonPointer.compile("/metadata/name"), "name or generateName is required", "Name the policy");
        }
        if (!json && spec.at("/matchConstraints/resourceRules").isEmpty()) {
            problem(
                    SPEC.appendProperty("matchConstraints"),
                    "a matchConstraints with at least one resource rule is required",
                    "Add matchConstraints.resourceRules, for example for pods");
        }
        for (String list : List.of("attestors", "validations")) {
            // The resource definition asks for the list of attestors, not for an attestor in it.
            boolean missing = list.equals("attestors")
                    ? !spec.path(list).isArray()
                    : spec.path(list).isEmpty();
            if (missing) {
                problem(SPEC.appendProperty(list), "Required value", "Add " + list);
            }
        }
        spec.path("variables").forEach(v -> variables.add(v.path("name").asText()));
        references(spec);
        for (String list : List.of("matchConditions", "variables", "images", "validations")) {
            for (int i = 0; i < spec.path(list).size(); i++) {
                JsonPointer at = SPEC.appendProperty(list).appendIndex(i);
                expression(spec.path(list).get(i).path("expression"), at.appendProperty("expression"), json);
                if (!spec.path(list).get(i).path("messageExpression").isMissingNode()) {
                    expression(
                            spec.path(list).get(i).path("messageExpression"),
                            at.appendProperty("messageExpression"),
                            json);
                }
            }
        }
        for (int i = 0; i < spec.path("attestors").size(); i++) {
            attestor(
                    spec.path("attestors").get(i),
                    SPEC.appendProperty("attestors").appendIndex(i),
                    json);
        }
        for (int i = 0; i < spec.path("attestations").size(); i++) {
            JsonNode attestation = spec.path("attestations").get(i);
            JsonPointer at = SPEC.appendProperty("attestations").appendIndex(i);
            one(attestation, at, "intoto", "referrer");
            if (attestation.has("referrer")) {
                problems.add(Problem.unsupported(
                        at.appendProperty("referrer"),
                        "attestations as OCI referrers are signed with Notary, which the gate does not verify",
                        "Attest with cosign and write intoto:"));
            }
        }
    }

    private void references(JsonNode spec) {
        for (int i = 0; i < spec.path("matchImageReferences").size(); i++) {
            JsonNode reference = spec.path("matchImageReferences").get(i);
            JsonPointer at = SPEC.appendProperty("matchImageReferences").appendIndex(i);
            one(reference, at, "glob", "expression");
            if (reference.path("glob").isTextual()
                    && Glob.parse(reference.path("glob").asText()).isEmpty()) {
                problem(at.appendProperty("glob"), "Invalid value: no valid glob", "Close brackets and braces");
            }
            if (reference.path("expression").isTextual()) {
                try {
                    cel.compileReference(reference.path("expression").asText());
                } catch (CelException e) {
                    problem(
                            at.appendProperty("expression"),
                            "the expression does not compile: " + e.getMessage(),
                            "The image is the variable ref, a text");
                }
            }
        }
    }

    private void one(JsonNode node, JsonPointer at, String... alternatives) {
        List<String> there =
                java.util.Arrays.stream(alternatives).filter(node::hasNonNull).toList();
        if (there.size() != 1) {
            problem(
                    at,
                    "exactly one of " + String.join(", ", alternatives) + " is required",
                    there.isEmpty() ? "Add one of them" : "Keep one of them");
        }
    }

    private void expression(JsonNode expression, JsonPointer at, boolean json) {
        String text = expression.asText();
        try {
            type(cel.compile(text).type(), at);
            if (!json) {
                Matcher matcher = VARIABLE.matcher(text);
                while (matcher.find()) {
                    if (!variables.contains(matcher.group(1))) {
                        problem(
                                at,
                                "undefined field '" + matcher.group(1) + "' of variables",
                                "Declare it under spec.variables");
                    }
                }
            }
        } catch (CelException e) {
            Matcher network = NETWORK.matcher(text);
            if (network.find()) {
                problems.add(Problem.unsupported(
                        at,
                        network.group(1) + "." + network.group(2) + " needs a network or a cluster, which the gate does"
                                + " not ask",
                        "Give what it would answer as a ConfigMap beside the policy, and read it with resource.Get"));
                return;
            }
            String where = e.line() == 0 ? "" : " at line " + e.line() + ", column " + e.column();
            problem(at, "the expression does not compile" + where + ": " + e.getMessage(), "Mend the expression");
        }
    }

    /** What can be told of the result without evaluating. */
    private void type(CelType type, JsonPointer at) {
        if (type.equals(SimpleType.DYN)) {
            return;
        }
        String field = at.toString();
        boolean condition = !field.contains("/messageExpression")
                && (field.startsWith("/spec/validations") || field.startsWith("/spec/matchConditions"));
        if (condition && !type.equals(SimpleType.BOOL)) {
            problem(at, "must evaluate to bool", "Write a condition");
        }
        boolean text = field.endsWith("/messageExpression") || field.startsWith("/spec/attestors");
        if (text && !type.equals(SimpleType.STRING)) {
            problem(at, "must evaluate to string", "Write an expression that gives a text");
        }
        if (field.startsWith("/spec/images") && type.kind() != CelKind.LIST) {
            problem(at, "must evaluate to a list of strings", "Write a list, for example [object.image]");
        }
    }

    private void attestor(JsonNode attestor, JsonPointer at, boolean json) {
        one(attestor, at, "cosign", "notary");
        if (attestor.has("notary")) {
            problems.add(Problem.unsupported(
                    at.appendProperty("notary"),
                    "Notary signatures cannot be verified by the gate",
                    "Sign with cosign and write a cosign attestor"));
            return;
        }
        JsonNode cosign = attestor.path("cosign");
        JsonPointer here = at.appendProperty("cosign");
        one(cosign, here, "key", "keyless", "certificate");
        if (!cosign.at("/key/kms").asText("").isEmpty()) {
            problems.add(Problem.unsupported(
                    here.appendProperty("key").appendProperty("kms"),
                    "a key in a key management service cannot be asked for by the gate",
                    "Write the public key as PEM into data"));
        }
        if (cosign.has("tuf")) {
            problems.add(Problem.unsupported(
                    here.appendProperty("tuf"),
                    "TUF repositories are not asked by the gate",
                    "Write the trusted root into trustedRoot.value"));
        }
        JsonNode ctlog = cosign.path("ctlog");
        if (ctlog.isObject()
                && ctlog.path("url").asText("").isEmpty()
                && !ctlog.path("insecureIgnoreTlog").asBoolean(false)) {
            problem(here.appendProperty("ctlog"), "rekor URL must be provided", "Add url: https://rekor.sigstore.dev");
        }
        if (!cosign.at("/keyless/additionalExtensions").isEmpty()) {
            problems.add(Problem.unsupported(
                    here.appendProperty("keyless").appendProperty("additionalExtensions"),
                    "Kyverno reads this field but never checks it",
                    "Remove it; identify the signer by subject and issuer"));
        }
        for (int i = 0; i < cosign.at("/keyless/identities").size(); i++) {
            identity(
                    cosign.at("/keyless/identities").get(i),
                    here.appendProperty("keyless").appendProperty("identities").appendIndex(i));
        }
        material(cosign, here, json);
    }

    private void identity(JsonNode identity, JsonPointer at) {
        if (identity.has("subjectExpression")) {
            problems.add(Problem.unsupported(
                    at.appendProperty("subjectExpression"),
                    "Kyverno reads this field but never checks it",
                    "Use subject or subjectRegExp"));
        }
        try {
            new CelIdentity(identity, false);
        } catch (TrustException e) {
            problem(at, e.getMessage(), e.remedy());
        }
    }

    /** Reads the keys and certificates that are written out, and compiles those that are expressions. */
    private void material(JsonNode cosign, JsonPointer at, boolean json) {
        for (String path : List.of("key", "certificate/cert", "certificate/certChain", "trustedRoot")) {
            JsonNode holder = cosign.at("/" + path);
            if (holder.path("expression").isTextual()) {
                JsonPointer where = JsonPointer.compile(at + "/" + path);
                expression(holder.path("expression"), where.appendProperty("expression"), json);
                return;
            }
        }
        try {
            new CosignDemands(
                            cosign,
                            () -> {
                                throw new TrustException("", "");
                            },
                            text -> "")
                    .demand(false);
        } catch (TrustException e) {
            if (!e.getMessage().isEmpty()) {
                problem(at, e.getMessage(), e.remedy());
            }
        }
    }

    private void problem(JsonPointer at, String message, String remedy) {
        problems.add(Problem.invalid(at, message, remedy));
    }
}
