package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;

/** The languages that policies are written in. */
public record PolicyLanguages(PolicyLanguage cue, PolicyLanguage rego) {
    public static final PolicyLanguages STANDARD = new PolicyLanguages(new CueLanguage(), new RegoLanguage());
}
