package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/**
 * What a reason code means, for readers who meet it for the first time.
 *
 * @param summary one sentence
 * @param cause what usually leads to it
 * @param remedy what to try, in order
 */
public record CodeHelp(String summary, String cause, String remedy) {
    public static CodeHelp of(ReasonCode code) {
        return code.isError() ? ofError(code) : ofViolation(code);
    }

    private static CodeHelp ofViolation(ReasonCode code) {
        return switch (code) {
            case UNSIGNED ->
                new CodeHelp(
                        "The image has no signature at all in the places that were searched.",
                        "The build did not sign, signed another digest (the tag has moved, or the platform's manifest was signed"
                                + " instead of the index), or stored the signature in another repository.",
                        "Look at the search trace for the digest and the places; sign that digest with cosign sign REPOSITORY@DIGEST;"
                                + " name another repository in the policy's source.");
            case SIGNED_BY_OTHER ->
                new CodeHelp(
                        "The image is signed, but by nobody whom the policy accepts.",
                        "The policy names another workflow, branch, e-mail address, issuer or key than the one that signed.",
                        "Compare the identity found with the one demanded, character by character; change the policy only when the"
                                + " signer found is the one you meant.");
            case OTHER_FORMAT ->
                new CodeHelp(
                        "A valid signature exists, but in the other storage format than the one the authority judges.",
                        "cosign 3 writes Sigstore bundles as OCI referrers; an authority without signatureFormat judges the .sig tag,"
                                + " as the cluster does.",
                        "Set signatureFormat: bundle on the authority (Kyverno: type: SigstoreBundle), or sign in the legacy format with"
                                + " cosign sign --new-bundle-format=false.");
            case BAD_SIGNATURE ->
                new CodeHelp(
                        "A signature was found and does not verify.",
                        "The signed bytes were changed, the signature belongs to another digest, or the key is not the one that signed.",
                        "Do not use the image before you know why; verify with the key that should have signed; sign anew from a clean"
                                + " build.");
            case NOT_IN_LOG ->
                new CodeHelp(
                        "The signature has no valid entry in a transparency log that is trusted.",
                        "It was made with --tlog-upload=false, logged in another Rekor instance, or the entry was altered.",
                        "Sign with log upload, or name your Rekor in the policy (ctlog.trustRootRef, rekor.url); a policy for keys may do"
                                + " without a log when it says so.");
            case CERTIFICATE_INVALID ->
                new CodeHelp(
                        "The signing certificate does not verify.",
                        "It was issued by an authority that is not in the trusted root, was not valid at the signing time, or lacks the"
                                + " promise of a certificate log (SCT).",
                        "Give the trusted root of the Sigstore instance that issued it (--trust-root, TrustRoot); check the clock of the"
                                + " signer.");
            case UNTIMESTAMPED ->
                new CodeHelp(
                        "No trusted time says when the signature was made, and the certificate has expired since.",
                        "Short-lived certificates need a log entry or a timestamp of an authority (RFC 3161) that is trusted.",
                        "Sign with a log or with --timestamp-server-url, and put the timestamp authority into the trusted root.");
            case ATTESTATION_MISSING ->
                new CodeHelp(
                        "No verified attestation of the demanded predicate type exists.",
                        "The build makes none, it has another predicate type, or nobody whom the policy accepts signed it.",
                        "Compare the predicate types found with the one demanded; attach one with cosign attest --type.");
            case ATTESTATION_REJECTED ->
                new CodeHelp(
                        "The attestation is genuine, and its content does not satisfy the policy.",
                        "A scan found what the policy forbids, or the provenance names another builder or source.",
                        "Read the expression and the value in the message; mend the image, or waive the finding with an owner and an"
                                + " expiry.");
            case POLICY_REJECTED ->
                new CodeHelp(
                        "The policy's rule over the image's configuration or the manifest refuses.",
                        "The configuration (user, labels, age, history) or the workload (privileged, host namespaces, names) is not"
                                + " what the rule asks for.",
                        "Read the message; run with --explain to see the input and the rule; change the image or the manifest.");
            case STATIC_FAIL ->
                new CodeHelp(
                        "The policy forbids the image outright.",
                        "An authority with static: action: fail matched, and no other authority of the policy passed.",
                        "Use another image, or have the policy's owner change the globs.");
            case NO_POLICY_MATCHED ->
                new CodeHelp(
                        "No policy covers the image.",
                        "No glob matches its canonical name (registry/repository@sha256:...), for example because the glob has no"
                                + " registry, names a tag, or lacks a trailing wildcard.",
                        "Write a glob like registry.example/team/** ; set noMatch to warn or allow only where that is meant.");
            case TAG_NOT_FOUND ->
                new CodeHelp(
                        "The registry answered that the tag or digest does not exist.",
                        "The image was not pushed yet, or the reference has a typing error.",
                        "Push before gating, or gate the OCI layout with --layout; check the reference.");
            default -> throw new IllegalArgumentException(code + " is an error");
        };
    }

    private static CodeHelp ofError(ReasonCode code) {
        return switch (code) {
            case POLICY_INVALID ->
                new CodeHelp(
                        "A policy file cannot be used as it is.",
                        "Malformed YAML, an unknown field, a missing or contradictory one, or an expression that does not compile.",
                        "Go to the file, line and column of the diagnostic and write what it proposes; run check before committing.");
            case UNSUPPORTED ->
                new CodeHelp(
                        "The policy uses something that this gate does not support, so it refuses rather than guess.",
                        "A construct outside the documented subset (see the pages of the policy kinds).",
                        "Rewrite the rule with supported constructs, or judge this policy in the cluster only.");
            case REGISTRY_UNREACHABLE ->
                new CodeHelp(
                        "The registry did not answer as a registry.",
                        "Name resolution, a proxy, TLS trust, a rate limit or an outage.",
                        "Try the same reference with another client from the same machine; give --ca-cert for a private authority,"
                                + " --insecure-registry for plain HTTP; run again later.");
            case ACCESS_DENIED ->
                new CodeHelp(
                        "The registry refused the credentials, or asked for some when none were given.",
                        "No credentials for this host, an expired token, or no right to read the repository. Some registries answer so"
                                + " for repositories that do not exist.",
                        "Give credentials for exactly this host (registries, --registry-config) and check their scope.");
            case TRUST_ROOT_UNAVAILABLE ->
                new CodeHelp(
                        "Trust material is missing or cannot be used.",
                        "The trusted root is no file, is malformed, or a policy names a TrustRoot, Secret or key that was not given.",
                        "Give the file with --trust-root, or put the TrustRoot and Secret documents beside the policies.");
            case TIMEOUT ->
                new CodeHelp(
                        "The time allowed ran out before there was a decision.",
                        "A slow registry, very many images, or an expression that costs too much.",
                        "Raise --timeout, use a mirror close by, or simplify the expression.");
            case INPUT_INVALID ->
                new CodeHelp(
                        "An input other than a policy cannot be read.",
                        "A manifest, waiver file, list of images, baseline or option is malformed.",
                        "Go to the file, line and column of the diagnostic and write what it proposes.");
            case CONTENT_INVALID ->
                new CodeHelp(
                        "The registry or layout delivered something else than what was asked for.",
                        "The bytes do not have the digest, are malformed, or exceed a limit; a broken mirror, or somebody tampering.",
                        "Fetch the same digest from the origin; report the mirror; never retry until it passes by chance.");
            case INTERNAL_ERROR ->
                new CodeHelp(
                        "The gate itself failed, and refuses rather than guess.",
                        "A defect.",
                        "Report it with the message and the report; nothing about the image is proved either way.");
            default -> throw new IllegalArgumentException(code + " is a violation");
        };
    }
}
