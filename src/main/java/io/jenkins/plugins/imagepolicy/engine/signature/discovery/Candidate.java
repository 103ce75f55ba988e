package io.jenkins.plugins.imagepolicy.engine.signature.discovery;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;

/** Something stored beside an image that may be a signature or attestation of it; read only when it is needed. */
public final class Candidate {
    private final String where;
    private final Source source;

    Candidate(String where, Source source) {
        this.where = where;
        this.source = source;
    }

    /** For people. */
    public String where() {
        return where;
    }

    /**
     * Fetches and parses it.
     *
     * @throws UnverifiedException when it is malformed
     */
    public Artefact read() throws RegistryException, UnverifiedException {
        return source.read();
    }

    @FunctionalInterface
    interface Source {
        Artefact read() throws RegistryException, UnverifiedException;
    }
}
