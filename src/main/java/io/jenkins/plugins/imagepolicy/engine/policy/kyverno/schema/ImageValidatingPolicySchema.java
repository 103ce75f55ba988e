package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema;

import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.any;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.fields;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.flag;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.list;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.map;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.text;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.texts;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.whole;

/** ImageValidatingPolicy and PolicyException of {@code policies.kyverno.io} (Kyverno's resource definitions). */
public final class ImageValidatingPolicySchema {
    private static final Shape RULES = list(fields(
            "apiGroups",
            texts(),
            "apiVersions",
            texts(),
            "operations",
            list(text("*", "CREATE", "UPDATE", "DELETE", "CONNECT")),
            "resources",
            texts(),
            "resourceNames",
            texts(),
            "scope",
            text("*", "Cluster", "Namespaced")));
    private static final Shape MATCH = fields(
            "resourceRules",
            RULES,
            "excludeResourceRules",
            RULES,
            "namespaceSelector",
            ClusterPolicySchema.LABEL_SELECTOR,
            "objectSelector",
            ClusterPolicySchema.LABEL_SELECTOR,
            "matchPolicy",
            text("Exact", "Equivalent"));
    private static final Shape NAMED_EXPRESSIONS =
            list(fields("name", text(), "expression", text()).requiring("name", "expression"));
    private static final Shape VALUE = fields("value", text(), "expression", text());
    private static final Shape COSIGN = fields(
            "key",
            fields("data", text(), "kms", text(), "expression", text(), "hashAlgorithm", text()),
            "keyless",
            fields(
                            "identities",
                            list(fields(
                                    "issuer",
                                    text(),
                                    "subject",
                                    text(),
                                    "issuerRegExp",
                                    text(),
                                    "subjectRegExp",
                                    text(),
                                    "subjectExpression",
                                    text())),
                            "roots",
                            text(),
                            "additionalExtensions",
                            map(text()))
                    .requiring("identities"),
            "certificate",
            fields("cert", VALUE, "certChain", VALUE),
            "source",
            fields("repository", text(), "tagPrefix", text(), "PullSecrets", list(fields("name", text()))),
            "ctlog",
            fields(
                    "url",
                    text(),
                    "rekorPubKey",
                    text(),
                    "ctLogPubKey",
                    text(),
                    "tsaCertChain",
                    text(),
                    "insecureIgnoreTlog",
                    flag(),
                    "insecureIgnoreSCT",
                    flag()),
            "tuf",
            fields("root", fields("path", text(), "data", text()), "mirror", text()),
            "trustedRoot",
            VALUE,
            "annotations",
            map(text()));
    private static final Shape SPEC = fields(
            "matchConstraints",
            MATCH,
            "matchConditions",
            NAMED_EXPRESSIONS,
            "variables",
            NAMED_EXPRESSIONS,
            "matchImageReferences",
            list(fields("glob", text(), "expression", text())),
            "images",
            NAMED_EXPRESSIONS,
            "attestors",
            list(fields("name", text(), "cosign", COSIGN, "notary", fields("certs", VALUE, "tsaCerts", VALUE))
                    .requiring("name")),
            "attestations",
            list(fields("name", text(), "intoto", fields("type", text()), "referrer", fields("type", text()))
                    .requiring("name")),
            "validations",
            list(fields("expression", text(), "message", text(), "messageExpression", text(), "reason", text())
                    .requiring("expression")),
            "validationActions",
            list(text("Deny", "Audit", "Warn")),
            "validationConfigurations",
            fields("mutateDigest", flag(), "verifyDigest", flag(), "required", flag()),
            "credentials",
            fields(
                    "allowInsecureRegistry",
                    flag(),
                    "providers",
                    list(text("default", "amazon", "azure", "google", "github")),
                    "secrets",
                    texts()),
            "failurePolicy",
            text("Ignore", "Fail"),
            "evaluation",
            fields(
                    "mode",
                    text("Kubernetes", "JSON"),
                    "admission",
                    fields("enabled", flag()),
                    "background",
                    fields("enabled", flag())),
            "autogen",
            fields("podControllers", fields("controllers", texts())),
            "auditAnnotations",
            list(fields("key", text(), "valueExpression", text())),
            "webhookConfiguration",
            fields("timeoutSeconds", whole(1, 30)));

    public static final Shape POLICY = document(SPEC);

    public static final Shape EXCEPTION = document(fields(
            "policyRefs",
            list(fields("name", text(), "kind", text()).requiring("name", "kind")),
            "matchConditions",
            NAMED_EXPRESSIONS,
            "images",
            texts(),
            "allowedValues",
            texts(),
            "reportResult",
            text("skip", "pass"),
            "expiresAt",
            text()));

    private ImageValidatingPolicySchema() {}

    private static Shape document(Shape spec) {
        return fields("apiVersion", text(), "kind", text(), "metadata", any(), "status", any(), "spec", spec)
                .requiring("spec");
    }
}
