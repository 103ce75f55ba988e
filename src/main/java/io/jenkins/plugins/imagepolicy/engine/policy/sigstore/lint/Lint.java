package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;

/** Names of the lints; they stand in reports and in other people's filters, so they stay. */
final class Lint {
    /** The glob matches only names with a tag; the cluster sees digests. */
    static final String GLOB_TAG_ONLY = "glob-tag-only";
    /** The glob matches no canonical name at all. */
    static final String GLOB_NEVER_MATCHES = "glob-never-matches";
    /** A regular expression that is searched for anywhere in the text. */
    static final String IDENTITY_UNANCHORED = "identity-regex-unanchored";
    /** A regular expression that every text satisfies. */
    static final String IDENTITY_ANY = "identity-regex-any";

    static final String CTLOG_WITHOUT_URL = "ctlog-without-url";
    static final String TIMESTAMP_WITHOUT_TRUST_ROOT = "timestamp-without-trust-root";
    static final String SOURCE_REGISTRY_ONLY = "source-registry-only";
    static final String AUTHORITY_NEVER_PASSES = "authority-never-passes";
    /** The gate judges what the cluster refuses. */
    static final String BUNDLE_WITH_KEY = "bundle-with-key";

    static final String AUTHORITY_NAME_TWICE = "authority-name-twice";
    static final String SIGNATURE_FORMAT_UNKNOWN = "signature-format-unknown";
    static final String SCT_IGNORED = "sct-ignored";
    static final String SELECTOR_INVALID = "selector-invalid";
    static final String BOOLEAN_AS_TEXT = "boolean-compared-with-text";
    static final String ANY_PLATFORM = "any-platform-passes";
    static final String CANNOT_FAIL = "policy-cannot-fail";
    /** The policy reads a part of the input that it does not ask for. */
    static final String INPUT_NOT_INCLUDED = "input-not-included";

    static final String TYPEMETA_OF_PODS = "typemeta-of-pods";

    private Lint() {}
}
