package io.jenkins.plugins.imagepolicy.engine.registry;

/** What a reference stands for. */
public sealed interface Resolution {
    record Found(ResolvedImage image) implements Resolution {}

    /**
     * The registry says that there is no such image: a violation ({@code TAG_NOT_FOUND}), as against not having been able to ask.
     *
     * @param message one sentence
     */
    record NotFound(String message, String remedy) implements Resolution {}
}
