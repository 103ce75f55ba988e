package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import static io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Shape.ANY;
import static io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Shape.BOOL;
import static io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Shape.TEXT;
import static io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Shape.list;
import static io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Shape.map;
import static io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Shape.struct;

/** The fields of the resources of policy.sigstore.dev; v1alpha1 and v1beta1 have the same (source: policy-controller pkg/apis/policy). */
final class Shapes {
    private static final Shape METADATA = struct(
            "name", TEXT,
            "generateName", TEXT,
            "namespace", TEXT,
            "selfLink", TEXT,
            "uid", TEXT,
            "resourceVersion", TEXT,
            "generation", ANY,
            "creationTimestamp", ANY,
            "deletionTimestamp", ANY,
            "deletionGracePeriodSeconds", ANY,
            "labels", map(TEXT),
            "annotations", map(TEXT),
            "ownerReferences", ANY,
            "finalizers", list(TEXT),
            "managedFields", ANY);

    private static final Shape KEY = struct(
            "secretRef", struct("name", TEXT, "namespace", TEXT),
            "data", TEXT,
            "kms", TEXT,
            "hashAlgorithm", TEXT);

    private static final Shape KEYLESS = struct(
            "url", TEXT,
            "identities", list(struct("issuer", TEXT, "subject", TEXT, "issuerRegExp", TEXT, "subjectRegExp", TEXT)),
            "ca-cert", KEY,
            "trustRootRef", TEXT,
            "insecureIgnoreSCT", BOOL);

    private static final Shape POLICY = struct(
            "type", TEXT,
            "data", TEXT,
            "remote", struct("url", TEXT, "sha256sum", TEXT),
            "configMapRef", struct("name", TEXT, "namespace", TEXT, "key", TEXT),
            "fetchConfigFile", BOOL,
            "includeSpec", BOOL,
            "includeObjectMeta", BOOL,
            "includeTypeMeta", BOOL);

    private static final Shape SOURCE =
            struct("oci", TEXT, "signaturePullSecrets", list(struct("name", TEXT)), "tagPrefix", TEXT);

    private static final Shape AUTHORITY = struct(
            "name", TEXT,
            "key", KEY,
            "keyless", KEYLESS,
            "static", struct("action", TEXT, "message", TEXT),
            "source", list(SOURCE),
            "ctlog", struct("url", TEXT, "trustRootRef", TEXT),
            "attestations", list(struct("name", TEXT, "predicateType", TEXT, "policy", POLICY)),
            "rfc3161timestamp", struct("trustRootRef", TEXT),
            "signatureFormat", TEXT);

    private static final Shape SELECTOR = struct(
            "matchLabels",
            map(TEXT),
            "matchExpressions",
            list(struct("key", TEXT, "operator", TEXT, "values", list(TEXT))));

    static final Shape CLUSTER_IMAGE_POLICY = struct(
            "apiVersion", TEXT,
            "kind", TEXT,
            "metadata", METADATA,
            "spec",
                    struct(
                            "images", list(struct("glob", TEXT)),
                            "authorities", list(AUTHORITY),
                            "policy", POLICY,
                            "mode", TEXT,
                            "match",
                                    list(struct(
                                            "group", TEXT, "version", TEXT, "resource", TEXT, "selector", SELECTOR))),
            "status", ANY);

    private static final Shape CHAIN =
            struct("subject", struct("organization", TEXT, "commonName", TEXT), "uri", TEXT, "certChain", TEXT);

    private static final Shape LOG = struct("baseURL", TEXT, "hashAlgorithm", TEXT, "publicKey", TEXT);

    static final Shape TRUST_ROOT = struct(
            "apiVersion", TEXT,
            "kind", TEXT,
            "metadata", METADATA,
            "spec",
                    struct(
                            "remote", struct("root", TEXT, "mirror", TEXT, "targets", TEXT, "trustedRootTarget", TEXT),
                            "repository",
                                    struct("root", TEXT, "mirrorFS", TEXT, "targets", TEXT, "trustedRootTarget", TEXT),
                            "sigstoreKeys",
                                    struct(
                                            "certificateAuthorities", list(CHAIN),
                                            "tLogs", list(LOG),
                                            "ctLogs", list(LOG),
                                            "timestampAuthorities", list(CHAIN))),
            "status", ANY);

    private Shapes() {}
}
