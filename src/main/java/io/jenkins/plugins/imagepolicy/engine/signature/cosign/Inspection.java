package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Candidate;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Discovery;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks for artefacts in the demanded format, has each judged, and explains what was found instead when none satisfies. */
final class Inspection<T> {
    private final Search search;
    private final Demand demand;
    private final Run<T> run;
    private final Function<T, String> signer;
    private final Discovery discovery;
    private final List<T> verified = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<SearchStep> notes = new ArrayList<>();

    /** @param signer fingerprint of the key that made an accepted artefact */
    Inspection(Search search, Demand demand, Run<T> run, Function<T, String> signer) {
        this.search = search;
        this.demand = demand;
        this.run = run;
        this.signer = signer;
        this.discovery = new Discovery(search);
    }

    Verification<T> inspect() throws RegistryException {
        if (demand.format() != SignatureFormat.BUNDLE) {
            judge(run.legacyTags(discovery));
            if (!isEnough()) {
                judge(run.legacyReferrers(discovery));
            }
        }
        if (demand.format() != SignatureFormat.LEGACY && !isEnough()) {
            judge(discovery.bundles());
        }
        requireEveryKey();
        if (verified.isEmpty()) {
            if (discovery.gap().isPresent()) {
                throw discovery.gap().get();
            }
            lookAtOtherFormat();
        }
        if (verified.isEmpty() && refusals.isEmpty()) {
            refusals.add(run.nothingFound(discovery));
        }
        List<SearchStep> searched = new ArrayList<>(discovery.steps());
        searched.addAll(notes);
        return new Verification<>(verified, refusals, searched);
    }

    private boolean isEnough() {
        return run.oneSuffices() && !verified.isEmpty() && missingKeys().isEmpty();
    }

    private void judge(List<Candidate> candidates) throws RegistryException {
        for (Candidate candidate : candidates) {
            try {
                judge(candidate).ifPresent(verified::add);
            } catch (UnverifiedException e) {
                refusals.add(Refusals.of(run.noun(), candidate.where(), e));
            }
        }
    }

    private Optional<T> judge(Candidate candidate) throws RegistryException, UnverifiedException {
        try {
            return run.judge(candidate.read());
        } catch (StackOverflowError e) {
            throw new UnverifiedException(ReasonCode.BAD_SIGNATURE, "it is nested too deeply", e);
        }
    }

    private List<PublicKey> missingKeys() {
        if (!(demand.signer() instanceof SignerDemand.Keys keys) || !keys.everyKey()) {
            return List.of();
        }
        List<String> found = verified.stream().map(signer).toList();
        return keys.keys().stream()
                .filter(key -> !found.contains(Keys.fingerprint(key)))
                .toList();
    }

    private void requireEveryKey() {
        List<PublicKey> missing = missingKeys();
        if (!missing.isEmpty() && !verified.isEmpty()) {
            verified.clear();
            for (PublicKey key : missing) {
                refusals.add(Refusals.keyMissing(run.noun(), Keys.fingerprint(key)));
            }
        }
    }

    /** Only to explain the refusal: nothing found there is accepted, and a fault there changes nothing. */
    private void lookAtOtherFormat() throws RegistryException {
        if (demand.format() == SignatureFormat.ANY || !search.explained()) {
            return;
        }
        boolean legacy = demand.format() == SignatureFormat.LEGACY;
        try {
            List<Candidate> others = new ArrayList<>();
            if (legacy) {
                others.addAll(discovery.bundles());
            } else {
                others.addAll(run.legacyTags(discovery));
                others.addAll(run.legacyReferrers(discovery));
            }
            for (Candidate other : others) {
                if (satisfies(other)) {
                    refusals.add(0, Refusals.otherFormat(run.noun(), other.where(), legacy));
                    return;
                }
            }
        } catch (RegistryException e) {
            notes.add(new SearchStep("the other format", "could not be read: " + e.getMessage()));
        }
    }

    private boolean satisfies(Candidate candidate) throws RegistryException {
        try {
            return judge(candidate).isPresent();
        } catch (UnverifiedException e) {
            return false;
        }
    }
}
