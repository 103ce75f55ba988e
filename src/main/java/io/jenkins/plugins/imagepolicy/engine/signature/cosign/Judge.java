package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatcher;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerFacts;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.KeyMaterial;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.LogEntry;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.CertificateIdentities;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.ChainVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.SctVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.SignatureCheck;
import io.jenkins.plugins.imagepolicy.engine.signature.log.LogVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.log.Recorded;
import io.jenkins.plugins.imagepolicy.engine.signature.timestamp.TimestampVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.CertificateAuthority;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges the signature of an artefact by one demand: who made it, when, and whether a log shows it. What it says is not judged here. */
final class Judge {
    static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private final Demand demand;
    private final Instant now;
    private final Optional<LogVerifier> log;
    private final List<CertificateAuthority> timestampAuthorities;
    private final TimestampVerifier timestamps;

    /** A signature that satisfies the demand. */
    record Accepted(SignerFacts signer, Optional<Long> logIndex, List<Instant> times) {}

    private record Evidence(List<LogVerifier.Verified> entries, List<Instant> times) {
        Optional<Long> logIndex() {
            return entries.stream().findFirst().map(e -> e.entry().logIndex());
        }
    }

    Judge(Demand demand, Instant now) {
        this.demand = demand;
        this.now = now;
        this.log = demand.log() instanceof LogDemand.Required required
                ? Optional.of(new LogVerifier(required.logs()))
                : Optional.empty();
        this.timestampAuthorities = demand.timestamp() instanceof TimestampDemand.Required required
                ? required.authorities()
                : ((TimestampDemand.Optional) demand.timestamp()).authorities();
        this.timestamps = new TimestampVerifier(timestampAuthorities);
    }

    Accepted judge(Artefact artefact, byte[] signedBytes) throws UnverifiedException {
        if (demand.signer() instanceof SignerDemand.Keys keys) {
            return byKey(artefact, signedBytes, keys);
        }
        if (demand.signer() instanceof SignerDemand.PinnedCertificate pinned) {
            return byCertificate(artefact, signedBytes, pinned);
        }
        return keyless(artefact, signedBytes, (SignerDemand.Keyless) demand.signer());
    }

    private Accepted byKey(Artefact artefact, byte[] signedBytes, SignerDemand.Keys demanded)
            throws UnverifiedException {
        for (PublicKey key : demanded.keys()) {
            if (isSignedBy(key, demanded.hash(), artefact, signedBytes)) {
                Evidence evidence = evidence(artefact, signedBytes, key, Optional.empty());
                requireLogsValid(evidence, evidence.times().isEmpty() ? List.of(now) : evidence.times());
                return new Accepted(
                        new SignerFacts(Keys.fingerprint(key), Optional.empty()),
                        evidence.logIndex(),
                        evidence.times());
            }
        }
        throw OtherSigner.thanKeys(artefact, signedBytes, demanded.keys());
    }

    private Accepted byCertificate(Artefact artefact, byte[] signedBytes, SignerDemand.PinnedCertificate pinned)
            throws UnverifiedException {
        X509Certificate certificate = pinned.certificate();
        PublicKey key = certificate.getPublicKey();
        if (!isSignedBy(key, HashAlgorithm.SHA256, artefact, signedBytes)) {
            throw OtherSigner.thanKeys(artefact, signedBytes, List.of(key));
        }
        Evidence evidence = evidence(artefact, signedBytes, key, Optional.empty());
        List<Instant> times = evidence.times().isEmpty() ? List.of(now) : evidence.times();
        for (Instant time : times) {
            ChainVerifier.requireValid(certificate, true, time);
        }
        requireLogsValid(evidence, times);
        if (!pinned.chain().isEmpty()) {
            CertificateAuthority authority = CertificateAuthority.ofChain("", pinned.chain());
            ChainVerifier.forLongLived(List.of(authority), CODE_SIGNING).verify(certificate, List.of(), times);
        }
        return new Accepted(
                new SignerFacts(Keys.fingerprint(key), Optional.of(CertificateIdentities.read(certificate))),
                evidence.logIndex(),
                evidence.times());
    }

    private Accepted keyless(Artefact artefact, byte[] signedBytes, SignerDemand.Keyless demanded)
            throws UnverifiedException {
        if (!(artefact.material() instanceof KeyMaterial.Certificate material)) {
            throw OtherSigner.withoutCertificate(artefact);
        }
        X509Certificate leaf = material.leaf();
        if (!isSignedBy(leaf.getPublicKey(), HashAlgorithm.SHA256, artefact, signedBytes)) {
            throw new UnverifiedException(
                    ReasonCode.BAD_SIGNATURE,
                    "the signature was not made with the key of its certificate, or what it signs was changed");
        }
        Evidence evidence = evidence(artefact, signedBytes, leaf.getPublicKey(), Optional.of(leaf));
        List<Instant> times = requireTimes(evidence, leaf);
        requireLogsValid(evidence, times);
        List<X509Certificate> chain =
                new ChainVerifier(demanded.authorities(), CODE_SIGNING).verify(leaf, material.chain(), times);
        if (demanded.sctRequired()) {
            new SctVerifier(demanded.ctLogs()).verifyEmbedded(leaf, chain.get(1));
        }
        CertificateIdentity identity = CertificateIdentities.read(leaf);
        if (demanded.identities().stream().noneMatch(matcher -> matcher.matches(identity))) {
            throw new UnverifiedException(
                    ReasonCode.SIGNED_BY_OTHER,
                    "it is signed by " + OtherSigner.describe(identity) + ", not by "
                            + demanded.identities().stream()
                                    .map(IdentityMatcher::describe)
                                    .collect(Collectors.joining(" or ")));
        }
        return new Accepted(
                new SignerFacts(Keys.fingerprint(leaf.getPublicKey()), Optional.of(identity)),
                evidence.logIndex(),
                evidence.times());
    }

    private static boolean isSignedBy(PublicKey key, HashAlgorithm hash, Artefact artefact, byte[] signedBytes) {
        return artefact.format() == SignatureFormat.LEGACY
                ? SignatureCheck.legacy(key, hash, signedBytes, artefact.signature())
                : SignatureCheck.implied(key, signedBytes, artefact.signature());
    }

    /** Verifies log entries and timestamps. Where a log is demanded every entry must hold: one that does not is there to deceive. */
    private Evidence evidence(
            Artefact artefact, byte[] signedBytes, PublicKey key, Optional<X509Certificate> certificate)
            throws UnverifiedException {
        List<Instant> times = new ArrayList<>();
        List<LogVerifier.Verified> entries = new ArrayList<>();
        if (log.isPresent()) {
            if (artefact.logEntries().isEmpty()) {
                throw new UnverifiedException(ReasonCode.NOT_IN_LOG, "it carries no entry of a transparency log");
            }
            Recorded recorded = new Recorded(artefact.content(), signedBytes, artefact.signature(), key, certificate);
            for (LogEntry entry : artefact.logEntries()) {
                LogVerifier.Verified verified = log.get().verify(entry, recorded);
                entries.add(verified);
                verified.time().ifPresent(times::add);
            }
        }
        times.addAll(timestamps(artefact));
        return new Evidence(entries, times);
    }

    private List<Instant> timestamps(Artefact artefact) throws UnverifiedException {
        List<Instant> times = new ArrayList<>();
        if (!timestampAuthorities.isEmpty()) {
            for (byte[] response : artefact.timestamps()) {
                timestamps.verify(response, artefact.timestamped()).ifPresent(times::add);
            }
        }
        if (times.isEmpty() && demand.timestamp() instanceof TimestampDemand.Required) {
            throw new UnverifiedException(
                    ReasonCode.UNTIMESTAMPED,
                    artefact.timestamps().isEmpty()
                            ? "it carries no timestamp"
                            : "its timestamp is of no trusted authority");
        }
        return times;
    }

    /** A logged signature needs a time that somebody signed; without a log the certificate may still be valid now, as for cosign. */
    private List<Instant> requireTimes(Evidence evidence, X509Certificate leaf) throws UnverifiedException {
        if (!evidence.times().isEmpty()) {
            return evidence.times();
        }
        boolean validNow = !now.isBefore(leaf.getNotBefore().toInstant())
                && !now.isAfter(leaf.getNotAfter().toInstant());
        if (log.isPresent() || !validNow) {
            throw new UnverifiedException(
                    ReasonCode.UNTIMESTAMPED,
                    "nobody trusted says when it was made, and its certificate is not valid for ever (until "
                            + leaf.getNotAfter().toInstant() + ")");
        }
        return List.of(now);
    }

    /** A proof carries no time of its own, so its log's key must be valid at all times there are. */
    private static void requireLogsValid(Evidence evidence, List<Instant> times) throws UnverifiedException {
        for (LogVerifier.Verified entry : evidence.entries()) {
            for (Instant time : entry.time().map(List::of).orElse(times)) {
                if (!entry.log().validity().contains(time)) {
                    throw new UnverifiedException(ReasonCode.NOT_IN_LOG, "the key of its log is not valid at " + time);
                }
            }
        }
    }
}
