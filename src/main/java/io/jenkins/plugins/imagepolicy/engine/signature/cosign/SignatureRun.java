package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Candidate;
import io.jenkins.plugins.imagepolicy.engine.signature.discovery.Discovery;
import io.jenkins.plugins.imagepolicy.engine.signature.format.SimpleSigning;
import io.jenkins.plugins.imagepolicy.engine.signature.format.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Signatures of the image itself. A bundle with a statement is one only when the statement is cosign's signature statement. */
final class SignatureRun implements Run<VerifiedSignature> {
    private final Search search;
    private final Demand demand;
    private final Judge judge;
    private final Set<String> attested = new TreeSet<>();

    SignatureRun(Search search, Demand demand, Instant now) {
        this.search = search;
        this.demand = demand;
        this.judge = new Judge(demand, now);
    }

    @Override
    public String noun() {
        return "signature";
    }

    @Override
    public List<Candidate> legacyTags(Discovery discovery) throws RegistryException {
        return discovery.signatureTags();
    }

    @Override
    public List<Candidate> legacyReferrers(Discovery discovery) throws RegistryException {
        return discovery.signatureReferrers();
    }

    @Override
    public boolean oneSuffices() {
        return true;
    }

    @Override
    public Optional<VerifiedSignature> judge(Artefact artefact) throws UnverifiedException, RegistryException {
        JsonNode payload;
        Map<String, String> annotations;
        if (artefact.content() instanceof Content.Payload signed) {
            SimpleSigning claim = SimpleSigning.read(signed.bytes());
            if (!claim.digest().equals(search.image().toString())) {
                throw Claims.ofOther("image " + claim.digest());
            }
            payload = claim.json();
            annotations = claim.annotations();
        } else if (artefact.content() instanceof Content.Envelope envelope) {
            Statement statement = Statement.read(envelope.payload());
            if (!statement.predicateType().equals(Statement.COSIGN_SIGNATURE)) {
                attested.add(statement.predicateType());
                return Optional.empty();
            }
            annotations = Claims.requireSubject(statement, search.image()).annotations();
            payload = statement.json();
        } else {
            annotations = Map.of();
            payload = JsonNodeFactory.instance.objectNode();
        }
        Judge.Accepted accepted = judge.judge(artefact, SignedBytes.of(artefact, () -> Claims.manifest(search)));
        requireAnnotations(annotations);
        return Optional.of(new VerifiedSignature(
                artefact.format(),
                artefact.id(),
                accepted.signer(),
                artefact.where(),
                payload,
                accepted.logIndex(),
                accepted.times()));
    }

    private void requireAnnotations(Map<String, String> found) throws UnverifiedException {
        for (Map.Entry<String, String> wanted : demand.annotations().entrySet()) {
            if (!wanted.getValue().equals(found.get(wanted.getKey()))) {
                String value = found.get(wanted.getKey());
                throw new UnverifiedException(
                        ReasonCode.BAD_SIGNATURE,
                        "it is not signed with the annotation " + wanted.getKey() + "=" + wanted.getValue()
                                + (value == null ? "" : " but with " + wanted.getKey() + "=" + value));
            }
        }
    }

    @Override
    public Refusal nothingFound(Discovery discovery) {
        String instead = attested.isEmpty() ? "" : "; attestations do not count: " + String.join(", ", attested);
        return new Refusal(
                ReasonCode.UNSIGNED,
                "No signature of " + search.image() + " was found" + instead,
                "Sign the image: cosign sign <image>@" + search.image());
    }
}
