package io.jenkins.plugins.imagepolicy.engine.diagnostic;

/**
 * Why an image did not pass, told apart by cause. The names are the report's contract.
 *
 * <p>A violation says that the gate looked and the image does not satisfy the policy; an error says that the gate could not
 * decide. Neither passes.
 */
public enum ReasonCode {
    UNSIGNED(false),
    SIGNED_BY_OTHER(false),
    OTHER_FORMAT(false),
    BAD_SIGNATURE(false),
    NOT_IN_LOG(false),
    CERTIFICATE_INVALID(false),
    UNTIMESTAMPED(false),
    ATTESTATION_MISSING(false),
    ATTESTATION_REJECTED(false),
    POLICY_REJECTED(false),
    STATIC_FAIL(false),
    NO_POLICY_MATCHED(false),
    TAG_NOT_FOUND(false),
    POLICY_INVALID(true),
    UNSUPPORTED(true),
    REGISTRY_UNREACHABLE(true),
    ACCESS_DENIED(true),
    TRUST_ROOT_UNAVAILABLE(true),
    TIMEOUT(true),
    /** Input of the gate other than a policy (manifest, waiver file, option) cannot be read. */
    INPUT_INVALID(true),
    /** What the registry or layout delivered is not what it should be: wrong digest, malformed or oversized content. */
    CONTENT_INVALID(true),
    /** A defect of the gate itself; it refuses rather than guess. */
    INTERNAL_ERROR(true);

    private final boolean error;

    ReasonCode(boolean error) {
        this.error = error;
    }

    /** Whether the gate could not decide, as against having decided that the image violates a policy. */
    public boolean isError() {
        return error;
    }
}
