package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Candidate;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Discovery;
import java.util.List;
import java.util.Optional;

/** How signatures differ from attestations: where they are, and what they must say. */
interface Run<T> {
    /** {@code signature} or {@code attestation}. */
    String noun();

    List<Candidate> legacyTags(Discovery discovery) throws RegistryException;

    List<Candidate> legacyReferrers(Discovery discovery) throws RegistryException;

    /** Judges one artefact; empty when it is no candidate at all (a bundle of the other sort, another predicate type). */
    Optional<T> judge(Artefact artefact) throws UnverifiedException, RegistryException;

    /** Whether the first find is enough, so that the search may stop. */
    boolean oneSuffices();

    /** What to say when nothing was found that could be judged. */
    Refusal nothingFound(Discovery discovery) throws RegistryException;
}
