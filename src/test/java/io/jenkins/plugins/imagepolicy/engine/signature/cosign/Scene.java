package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SignatureDraft;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestTimestampAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TransparencyLog;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An image, somebody whose signature is demanded, and what an attacker leaves in the repository. */
final class Scene {
    static final String TYPE = "https://slsa.dev/provenance/v1";
    static final TestSigstore SIGSTORE = TestSigstore.create();
    static final Instant NOW = SIGSTORE.now();

    final MemoryRepository repository = new MemoryRepository();
    final Digest image = repository.image("v1");
    final Digest other = repository.image("other");
    final TestSigner signer = TestSigner.github("acme/app");
    final TestSigner key = TestSigner.key("P-256");
    Demand demand = SIGSTORE.keyless("acme/app");
    private TestSigner keySigner = key;
    private boolean keyed;
    private boolean special;
    boolean attestation;
    Set<String> types = Set.of(TYPE);

    SignatureDraft legacy() {
        return SIGSTORE.legacySignature(image, signer);
    }

    SignatureDraft bundle() {
        return SIGSTORE.bundleSignature(image, signer);
    }

    SignatureDraft legacyAttestation() {
        attestation = true;
        return SIGSTORE.legacyAttestation(image, signer, TYPE, "{}");
    }

    SignatureDraft bundleAttestation() {
        attestation = true;
        return SIGSTORE.bundleAttestation(image, signer, TYPE, "{}");
    }

    SignatureDraft keyed() {
        demandKey(key);
        return SIGSTORE.legacySignature(image, key);
    }

    SignatureDraft keyedBundle() {
        demandKey(key);
        return SIGSTORE.bundleSignature(image, key);
    }

    /** Demands this key instead of the identity. */
    void demandKey(TestSigner owner) {
        keySigner = owner;
        keyed = true;
        demand = TestSigstore.keyed(owner.publicKey());
    }

    /** Whether something is demanded that cosign's options cannot say. */
    boolean isSpecial() {
        return special || attestation && !types.equals(Set.of(TYPE));
    }

    boolean isKeyed() {
        return keyed;
    }

    TestSigner keySigner() {
        return keySigner;
    }

    void push(SignatureDraft draft) {
        draft.push(repository);
    }

    void demandLogs(List<TransparencyLog> logs) {
        special = true;
        demand = new Demand(
                demand.signer(),
                new LogDemand.Required(logs),
                demand.timestamp(),
                demand.format(),
                demand.annotations());
    }

    void logValid(Instant from, Optional<Instant> until) {
        TransparencyLog log = SIGSTORE.trustedRoot().transparencyLogs().get(0);
        demandLogs(List.of(new TransparencyLog(
                log.baseUrl(), log.keyId(), log.key(), log.keyDetails(), new Validity(from, until))));
    }

    void noLog() {
        special = true;
        demand = new Demand(
                demand.signer(),
                new LogDemand.NotRequired(),
                demand.timestamp(),
                demand.format(),
                demand.annotations());
    }

    void demandTimestamp(CertificateAuthority... authorities) {
        special = true;
        demand = new Demand(
                demand.signer(),
                demand.log(),
                new TimestampDemand.Required(List.of(authorities)),
                demand.format(),
                demand.annotations());
    }

    void demandTimestamp(TestTimestampAuthority authority) {
        demandTimestamp(new CertificateAuthority("", authority.chain(), Validity.ALWAYS));
    }

    void demandAnnotations(Map<String, String> annotations) {
        special = true;
        demand = new Demand(demand.signer(), demand.log(), demand.timestamp(), demand.format(), annotations);
    }

    void demandFormat(SignatureFormat format) {
        special = true;
        demand = new Demand(demand.signer(), demand.log(), demand.timestamp(), format, demand.annotations());
    }

    void demandSigner(SignerDemand signerDemand) {
        special = true;
        demand = new Demand(signerDemand, demand.log(), demand.timestamp(), demand.format(), demand.annotations());
    }

    /** Trusts this authority, in this window, instead of the usual one. */
    void trust(TestAuthority authority, Validity validity) {
        SignerDemand.Keyless keyless = (SignerDemand.Keyless) demand.signer();
        demandSigner(new SignerDemand.Keyless(
                List.of(new CertificateAuthority("", authority.chain(), validity)),
                keyless.ctLogs(),
                keyless.sctRequired(),
                keyless.identities()));
    }

    void trustCtLog(Validity validity) {
        TrustedRoot root = SIGSTORE.trustedRoot();
        SignerDemand.Keyless keyless = (SignerDemand.Keyless) demand.signer();
        TransparencyLog log = root.ctLogs().get(0);
        demandSigner(new SignerDemand.Keyless(
                keyless.authorities(),
                List.of(new TransparencyLog(log.baseUrl(), log.keyId(), log.key(), log.keyDetails(), validity)),
                true,
                keyless.identities()));
    }

    /** Empty when something was accepted; else every reason given. */
    List<ReasonCode> judge(List<String> messages) throws TrustException {
        Search search = Search.in(repository, image);
        CosignVerifier verifier = new CosignVerifier();
        try {
            Verification<?> found =
                    attestation ? verifier.attestations(search, demand, types) : verifier.signatures(search, demand);
            if (!found.verified().isEmpty()) {
                return List.of();
            }
            found.refusals().stream().map(Refusal::message).forEach(messages::add);
            return found.refusals().stream().map(Refusal::code).toList();
        } catch (RegistryException e) {
            messages.add(e.getMessage());
            return new ArrayList<>(List.of(e.code()));
        }
    }
}
