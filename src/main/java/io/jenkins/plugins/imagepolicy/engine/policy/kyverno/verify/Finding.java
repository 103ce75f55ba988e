package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.List;
import java.util.Optional;

/** Why something did not verify. */
record Finding(ReasonCode code, String message, String remedy) {
    static Finding of(RegistryException e) {
        return new Finding(e.code(), e.getMessage(), e.remedy());
    }

    static Finding of(TrustException e) {
        return new Finding(ReasonCode.TRUST_ROOT_UNAVAILABLE, e.getMessage(), e.remedy());
    }

    static Finding of(Refusal refusal) {
        return new Finding(refusal.code(), refusal.message(), refusal.remedy());
    }

    Finding at(String path) {
        return new Finding(code, path + ": " + message, remedy);
    }

    /** The one that tells most: what could not be decided first, then what is more than "there is nothing". */
    static Finding worst(List<Finding> findings) {
        Optional<Finding> error =
                findings.stream().filter(f -> f.code().isError()).findFirst();
        return error.or(() ->
                        findings.stream().filter(f -> !isAbsence(f.code())).findFirst())
                .orElseGet(() -> findings.get(0));
    }

    private static boolean isAbsence(ReasonCode code) {
        return code == ReasonCode.UNSIGNED || code == ReasonCode.ATTESTATION_MISSING;
    }
}
