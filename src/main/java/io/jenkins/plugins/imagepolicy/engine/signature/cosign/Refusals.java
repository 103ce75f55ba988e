package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;

/** Wording of refusals. */
final class Refusals {
    private Refusals() {}

    static Refusal of(String noun, String where, UnverifiedException e) {
        String message = "The " + noun + " in " + where + " does not count: " + e.getMessage();
        return new Refusal(e.code(), Printable.line(message), remedy(e.code()));
    }

    static Refusal keyMissing(String noun, String fingerprint) {
        return new Refusal(
                ReasonCode.SIGNED_BY_OTHER,
                "There is no " + noun + " by the key " + fingerprint + ", and every key must have made one",
                "Sign with that key too, or leave it out of the policy");
    }

    static Refusal otherFormat(String noun, String where, boolean legacyDemanded) {
        return legacyDemanded
                ? new Refusal(
                        ReasonCode.OTHER_FORMAT,
                        "A valid " + noun + " exists only as a Sigstore bundle (" + where
                                + "); the policy judges cosign's legacy format",
                        "Sign with 'cosign sign --new-bundle-format=false --use-signing-config=false', or set the policy's"
                                + " signature format to bundle if your cluster supports it")
                : new Refusal(
                        ReasonCode.OTHER_FORMAT,
                        "A valid " + noun + " exists only in cosign's legacy format (" + where
                                + "); the policy judges Sigstore bundles",
                        "Sign with cosign 3, or set the policy's signature format to legacy");
    }

    private static String remedy(ReasonCode code) {
        return switch (code) {
            case SIGNED_BY_OTHER ->
                "Sign the image as one of the signers that the policy names, or let the policy name this signer";
            case NOT_IN_LOG -> "Sign with upload to the transparency log that the policy trusts (cosign's default)";
            case UNTIMESTAMPED -> "Sign with a timestamp authority that the policy trusts ('--timestamp-server-url')";
            case CERTIFICATE_INVALID ->
                "Sign with a certificate of an authority that the policy trusts, or give the right trusted root";
            default -> "Sign the image anew; if it should be signed, find out who changed it";
        };
    }
}
