package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind.Loaded;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol.CelPolicyValidator;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol.ImageValidatingPolicy;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.ImageValidatingPolicySchema;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.SchemaCheck;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Loads ImageValidatingPolicy and PolicyException of {@code policies.kyverno.io}. */
final class CelLoader {
    private static final Set<String> VERSIONS =
            Set.of("policies.kyverno.io/v1alpha1", "policies.kyverno.io/v1beta1", "policies.kyverno.io/v1");

    private final Document document;
    private final Companions companions;
    private final Loaded loaded;

    CelLoader(Document document, Companions companions, Loaded loaded) {
        this.document = document;
        this.companions = companions;
        this.loaded = loaded;
    }

    void policy() {
        List<Problem> problems = new ArrayList<>(schema(ImageValidatingPolicySchema.POLICY));
        if (problems.isEmpty()) {
            problems.addAll(CelPolicyValidator.validate(document.content(), companions));
        }
        if (!report(problems)) {
            lints();
            loaded.policy(new ImageValidatingPolicy(
                    document.content(),
                    companions,
                    document.file(),
                    document.start().line()));
        }
    }

    void exception() {
        report(schema(ImageValidatingPolicySchema.EXCEPTION));
    }

    private List<Problem> schema(Shape shape) {
        if (!VERSIONS.contains(document.content().path("apiVersion").asText())) {
            return List.of(Problem.invalid(
                    JsonPointer.compile("/apiVersion"), "no version of this kind", "Write policies.kyverno.io/v1"));
        }
        return SchemaCheck.check(document.content(), shape);
    }

    private boolean report(List<Problem> problems) {
        for (Problem problem : problems) {
            loaded.diagnostic(document.error(problem.code(), problem.at(), problem.message(), problem.remedy()));
        }
        return !problems.isEmpty();
    }

    private void lints() {
        JsonNode attestors = document.content().at("/spec/attestors");
        JsonPointer at = JsonPointer.compile("/spec/attestors");
        if (document.content().path("apiVersion").asText().endsWith("alpha1")) {
            warn(
                    "deprecated-version",
                    JsonPointer.compile("/apiVersion"),
                    "v1alpha1 is deprecated",
                    "Write policies.kyverno.io/v1");
        }
        if (document.content().at("/spec/failurePolicy").asText().equals("Ignore")) {
            warn(
                    "failure-policy-ignored",
                    JsonPointer.compile("/spec/failurePolicy"),
                    "failurePolicy: Ignore lets the cluster admit what could not be decided; the gate refuses it",
                    "Write failurePolicy: Fail");
        }
        for (int i = 0; i < attestors.size(); i++) {
            JsonNode cosign = attestors.get(i).path("cosign");
            JsonPointer here = at.appendIndex(i).appendProperty("cosign");
            if (!cosign.path("annotations").isEmpty()) {
                warn(
                        "annotations-never-match",
                        here.appendProperty("annotations"),
                        "annotations are compared with the layer's, which cosign does not write, so nothing verifies",
                        "Remove annotations");
            }
            for (String field : List.of("/keyless/roots", "/ctlog/rekorPubKey", "/ctlog/ctLogPubKey")) {
                if (!cosign.at(field).asText("").isEmpty()) {
                    warn(
                            "trust-only-here",
                            here.append(JsonPointer.compile(field)),
                            "the gate trusts this alone; Kyverno 1.19 passes over it and trusts the public Sigstore, so that"
                                    + " the two may differ",
                            "Write trustedRoot with the authority and the logs, which both honour");
                }
            }
            JsonNode identities = cosign.at("/keyless/identities");
            JsonPointer list = here.appendProperty("keyless").appendProperty("identities");
            for (int j = 0; j < identities.size(); j++) {
                for (String field : List.of("subject", "issuer")) {
                    if (identities.get(j).path(field).asText().contains("*")) {
                        warn(
                                "wildcard-in-identity",
                                list.appendIndex(j).appendProperty(field),
                                field + " is compared as it is; * has no meaning here",
                                "Use " + field + "RegExp");
                    }
                    String expression = identities.get(j).path(field + "RegExp").asText();
                    if (!expression.isEmpty() && !(expression.startsWith("^") && expression.endsWith("$"))) {
                        warn(
                                "unanchored-expression",
                                list.appendIndex(j).appendProperty(field + "RegExp"),
                                "the expression is found anywhere in the text, also in the middle of another identity",
                                "Write ^...$ around it");
                    }
                }
            }
            if (identities.size() > 1) {
                warn(
                        "several-identities",
                        list,
                        "images with Sigstore bundles take one identity for each attestor",
                        "Write one attestor for each identity");
            }
        }
    }

    private void warn(String code, JsonPointer at, String message, String remedy) {
        loaded.diagnostic(document.warning(code, at, message, remedy));
    }
}
