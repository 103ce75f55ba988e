package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema;

import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.any;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.fields;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.flag;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.list;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.map;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.text;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.texts;
import static io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape.whole;

/** ClusterPolicy, Policy and PolicyException of {@code kyverno.io} (Kyverno's resource definitions). */
public final class ClusterPolicySchema {
    static final Shape LABEL_SELECTOR = fields(
            "matchLabels",
            map(text()),
            "matchExpressions",
            list(fields("key", text(), "operator", text(), "values", texts())));
    private static final Shape RESOURCES = fields(
            "kinds",
            texts(),
            "name",
            text(),
            "names",
            texts(),
            "namespaces",
            texts(),
            "annotations",
            map(text()),
            "selector",
            LABEL_SELECTOR,
            "namespaceSelector",
            LABEL_SELECTOR,
            "operations",
            list(text("CREATE", "CONNECT", "UPDATE", "DELETE")));
    private static final Shape SUBJECTS =
            list(fields("kind", text(), "apiGroup", text(), "name", text(), "namespace", text()));
    private static final Shape.Fields BLOCK =
            fields("resources", RESOURCES, "subjects", SUBJECTS, "roles", texts(), "clusterRoles", texts());
    private static final Shape.Fields MATCH = fields(
            "any",
            list(BLOCK),
            "all",
            list(BLOCK),
            "resources",
            RESOURCES,
            "subjects",
            SUBJECTS,
            "roles",
            texts(),
            "clusterRoles",
            texts());
    private static final Shape CREDENTIALS = fields(
            "allowInsecureRegistry",
            flag(),
            "providers",
            list(text("default", "amazon", "azure", "google", "github")),
            "secrets",
            texts());
    private static final Shape CONTEXT = fields(
                    "name",
                    text(),
                    "configMap",
                    fields("name", text(), "namespace", text()),
                    "apiCall",
                    any(),
                    "imageRegistry",
                    fields("reference", text(), "jmesPath", text(), "imageRegistryCredentials", CREDENTIALS),
                    "variable",
                    fields("value", any(), "jmesPath", text(), "default", any()),
                    "globalReference",
                    fields("name", text(), "jmesPath", text()))
            .requiring("name");
    private static final Shape REKOR = fields("url", text(), "pubkey", text(), "ignoreTlog", flag());
    private static final Shape CTLOG = fields("ignoreSCT", flag(), "pubkey", text(), "tsaCertChain", text());
    private static final Shape ENTRY = fields(
            "keys",
            fields(
                    "publicKeys",
                    text(),
                    "signatureAlgorithm",
                    text(),
                    "kms",
                    text(),
                    "secret",
                    fields("name", text(), "namespace", text()).requiring("name", "namespace"),
                    "rekor",
                    REKOR,
                    "ctlog",
                    CTLOG),
            "certificates",
            fields("cert", text(), "certChain", text(), "rekor", REKOR, "ctlog", CTLOG),
            "keyless",
            fields(
                    "issuer",
                    text(),
                    "issuerRegExp",
                    text(),
                    "subject",
                    text(),
                    "subjectRegExp",
                    text(),
                    "roots",
                    text(),
                    "rekor",
                    REKOR,
                    "ctlog",
                    CTLOG,
                    "additionalExtensions",
                    map(text())),
            "attestor",
            any(),
            "annotations",
            map(text()),
            "repository",
            text(),
            "signatureAlgorithm",
            text("sha224", "sha256", "sha384", "sha512"));

    /** One element of {@code attestors}. */
    public static final Shape ATTESTOR_SET = fields("count", whole(1, Long.MAX_VALUE), "entries", list(ENTRY));

    private static final Shape ATTESTATION = fields(
            "name",
            text(),
            "type",
            text(),
            "predicateType",
            text(),
            "attestors",
            list(ATTESTOR_SET),
            "conditions",
            list(fields("any", any(), "all", any())));

    /** One element of {@code verifyImages}. */
    public static final Shape.Fields ITEM = fields(
            "failureAction",
            text("Audit", "Enforce"),
            "type",
            text("Cosign", "SigstoreBundle", "Notary"),
            "image",
            text(),
            "imageReferences",
            texts(),
            "skipImageReferences",
            texts(),
            "key",
            text(),
            "roots",
            text(),
            "subject",
            text(),
            "issuer",
            text(),
            "additionalExtensions",
            map(text()),
            "annotations",
            map(text()),
            "attestors",
            list(ATTESTOR_SET),
            "attestations",
            list(ATTESTATION),
            "repository",
            text(),
            "cosignOCI11",
            flag(),
            "mutateDigest",
            flag(),
            "verifyDigest",
            flag(),
            "required",
            flag(),
            "useCache",
            flag(),
            "validate",
            fields("message", text(), "deny", fields("conditions", any())),
            "imageRegistryCredentials",
            CREDENTIALS);

    private static final Shape EXTRACTOR = fields(
                    "path", text(), "value", text(), "name", text(), "key", text(), "jmesPath", text())
            .requiring("path");

    private static final Shape OVERRIDE = fields(
            "action",
            text("audit", "enforce", "Audit", "Enforce"),
            "namespaces",
            texts(),
            "namespaceSelector",
            LABEL_SELECTOR);

    /** {@code kyverno.io/v1}. */
    public static final Shape V1 = policy(MATCH, ITEM);

    /** {@code kyverno.io/v2beta1}: the deprecated fields are gone. */
    public static final Shape V2BETA1 = policy(
            MATCH.without("resources", "subjects", "roles", "clusterRoles"),
            ITEM.without(
                    "image",
                    "key",
                    "roots",
                    "subject",
                    "issuer",
                    "additionalExtensions",
                    "annotations",
                    "cosignOCI11"));

    /** PolicyException of {@code kyverno.io}. */
    public static final Shape EXCEPTION = fields(
                    "apiVersion",
                    text(),
                    "kind",
                    text(),
                    "metadata",
                    any(),
                    "status",
                    any(),
                    "spec",
                    fields(
                                    "background",
                                    flag(),
                                    "match",
                                    MATCH,
                                    "conditions",
                                    fields("any", any(), "all", any()),
                                    "exceptions",
                                    list(fields("policyName", text(), "ruleNames", texts())
                                            .requiring("policyName", "ruleNames")),
                                    "podSecurity",
                                    any())
                            .requiring("match", "exceptions"))
            .requiring("spec");

    private ClusterPolicySchema() {}

    private static Shape policy(Shape match, Shape item) {
        Shape rule = fields(
                        "name",
                        text(),
                        "context",
                        list(CONTEXT),
                        "match",
                        match,
                        "exclude",
                        match,
                        "imageExtractors",
                        map(list(EXTRACTOR)),
                        "preconditions",
                        any(),
                        "celPreconditions",
                        any(),
                        "mutate",
                        any(),
                        "validate",
                        any(),
                        "generate",
                        any(),
                        "verifyImages",
                        list(item),
                        "skipBackgroundRequests",
                        flag(),
                        "reportProperties",
                        map(text()))
                .requiring("name", "match");
        return fields("apiVersion", text(), "kind", text(), "metadata", any(), "status", any(), "spec", spec(rule))
                .requiring("spec");
    }

    private static Shape spec(Shape rule) {
        return fields(
                "admission",
                flag(),
                "applyRules",
                text("All", "One"),
                "background",
                flag(),
                "emitWarning",
                flag(),
                "failurePolicy",
                text("Ignore", "Fail"),
                "generateExisting",
                flag(),
                "generateExistingOnPolicyUpdate",
                flag(),
                "mutateExistingOnPolicyUpdate",
                flag(),
                "schemaValidation",
                flag(),
                "useServerSideApply",
                flag(),
                "validationFailureAction",
                text("audit", "enforce", "Audit", "Enforce"),
                "validationFailureActionOverrides",
                list(OVERRIDE),
                "webhookTimeoutSeconds",
                whole(0, 30),
                "webhookConfiguration",
                fields(
                        "failurePolicy",
                        text("Ignore", "Fail"),
                        "timeoutSeconds",
                        whole(1, 30),
                        "matchConditions",
                        list(fields("name", text(), "expression", text()).requiring("name", "expression"))),
                "rules",
                list(rule));
    }
}
