package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Candidate;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Discovery;
import io.jenkins.plugins.imagepolicy.engine.signature.format.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Attestations: in-toto statements about the image, of the wanted types as the signed statement names them. */
final class AttestationRun implements Run<VerifiedAttestation> {
    private final Search search;
    private final Set<String> predicateTypes;
    private final Judge judge;
    private final Set<String> otherTypes = new TreeSet<>();

    AttestationRun(Search search, Demand demand, Set<String> predicateTypes, Instant now) {
        this.search = search;
        this.predicateTypes = predicateTypes;
        this.judge = new Judge(demand, now);
    }

    @Override
    public String noun() {
        return "attestation";
    }

    @Override
    public List<Candidate> legacyTags(Discovery discovery) throws RegistryException {
        return discovery.attestationTags();
    }

    @Override
    public List<Candidate> legacyReferrers(Discovery discovery) throws RegistryException {
        return discovery.attestationReferrers();
    }

    @Override
    public boolean oneSuffices() {
        return false;
    }

    @Override
    public Optional<VerifiedAttestation> judge(Artefact artefact) throws UnverifiedException, RegistryException {
        if (!(artefact.content() instanceof Content.Envelope envelope)) {
            return Optional.empty();
        }
        Statement statement = Statement.read(envelope.payload());
        String type = statement.predicateType();
        boolean wanted =
                predicateTypes.isEmpty() ? !type.equals(Statement.COSIGN_SIGNATURE) : predicateTypes.contains(type);
        if (!wanted) {
            otherTypes.add(type);
            return Optional.empty();
        }
        Claims.requireSubject(statement, search.image());
        Judge.Accepted accepted = judge.judge(artefact, SignedBytes.of(artefact, () -> Claims.manifest(search)));
        VerifiedSignature signature = new VerifiedSignature(
                artefact.format(),
                artefact.id(),
                accepted.signer(),
                artefact.where(),
                statement.json(),
                accepted.logIndex(),
                accepted.times());
        return Optional.of(new VerifiedAttestation(signature, type, statement.json()));
    }

    @Override
    public Refusal nothingFound(Discovery discovery) throws RegistryException {
        discovery.noteUnsignedSbom();
        String wanted =
                predicateTypes.isEmpty() ? "" : " of the type " + String.join(" or ", new TreeSet<>(predicateTypes));
        String instead = otherTypes.isEmpty() ? "" : "; there are others: " + String.join(", ", otherTypes);
        return new Refusal(
                ReasonCode.ATTESTATION_MISSING,
                "No attestation" + wanted + " about " + search.image() + " was found" + instead,
                "Attest the image: cosign attest --type <type> --predicate <file> <image>@" + search.image());
    }
}
