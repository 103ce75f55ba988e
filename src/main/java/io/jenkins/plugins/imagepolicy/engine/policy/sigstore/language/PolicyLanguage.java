package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;

/** A language of policies. Safe for use by several threads. */
public interface PolicyLanguage {
    /**
     * Compiles one text.
     *
     * @param name of the text, for messages
     * @throws PolicyTextException when the text is no policy in this language, or asks for what the gate cannot do
     */
    CompiledPolicy compile(String name, String text) throws PolicyTextException;
}
