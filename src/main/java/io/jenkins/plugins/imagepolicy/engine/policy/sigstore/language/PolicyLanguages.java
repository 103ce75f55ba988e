package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;

/** The languages at hand. */
public record PolicyLanguages(PolicyLanguage cue, PolicyLanguage rego) {
    public static final PolicyLanguages STANDARD = new PolicyLanguages(missing("CUE"), missing("Rego"));

    private static PolicyLanguage missing(String name) {
        return (file, text) -> {
            throw new PolicyTextException(
                    ReasonCode.UNSUPPORTED, "This build evaluates no " + name, 0, 0, "Use a build that does");
        };
    }
}
