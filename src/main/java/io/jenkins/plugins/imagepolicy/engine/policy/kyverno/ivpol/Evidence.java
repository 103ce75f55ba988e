package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What verification found while a policy was evaluated: by image whether any check succeeded, and why others did not. */
final class Evidence {
    private final Map<String, Boolean> byImage = new HashMap<>();
    private final List<AuthorityResult> authorities = new ArrayList<>();
    private final List<Reason> failures = new ArrayList<>();

    /** Success stays: a later check that fails does not take it back. */
    void record(String image, boolean verified) {
        byImage.merge(image, verified, Boolean::logicalOr);
    }

    void add(AuthorityResult authority) {
        authorities.add(authority);
        failures.addAll(authority.reasons());
    }

    List<AuthorityResult> authorities() {
        return List.copyOf(authorities);
    }

    /** Why checks did not verify, in order. */
    List<Reason> failures() {
        return List.copyOf(failures);
    }

    /** How many checks could not be decided. */
    int errors() {
        return (int) failures.stream().filter(f -> f.code().isError()).count();
    }

    /** What keeps an image from being admitted where every image must be verified. */
    Optional<String> missing(boolean required, List<String> images) {
        if (!required) {
            return Optional.empty();
        }
        for (String image : images) {
            Boolean verified = byImage.get(image);
            if (verified == null) {
                return Optional.of("image " + image
                        + " is not verified: no policy performed a signature or attestation check on it");
            }
            if (!verified) {
                return Optional.of("image " + image + " failed signature or attestation verification");
            }
        }
        return Optional.empty();
    }

    /** With the cause that verification found: an error that kept it from deciding, else the image's own, else any. */
    Reason reason(String message, String image) {
        Optional<Reason> cause =
                failures.stream().filter(f -> f.code().isError()).findFirst();
        cause = cause.or(() -> failures.stream()
                .filter(f -> f.authority().endsWith(" of " + image))
                .findFirst());
        cause = cause.or(() -> failures.stream().findFirst());
        if (cause.isEmpty()) {
            return new Reason(ReasonCode.POLICY_REJECTED, message, "", "");
        }
        Reason found = cause.get();
        return new Reason(
                found.code(),
                message + " (" + found.authority() + ": " + found.message() + ")",
                found.authority(),
                found.remedy());
    }
}
