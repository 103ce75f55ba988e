package io.jenkins.plugins.imagepolicy.engine.signature.log;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.InclusionProof;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.LogEntry;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.SignatureCheck;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TransparencyLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Verifies log entries against trusted logs: promise, proof, checkpoint, and that they record the signature in question. */
public final class LogVerifier {
    /** Rekor v1 names the tree behind its host name; later logs do not. */
    private static final Pattern FIRST_GENERATION_ORIGIN = Pattern.compile(".+ - [0-9]+");

    private final List<TransparencyLog> logs;

    public LogVerifier(List<TransparencyLog> logs) {
        this.logs = List.copyOf(logs);
    }

    /**
     * A verified entry.
     *
     * @param time when the log says it took the entry; only a promise is signed together with its time
     * @param log that holds it; its validity must still be compared with every trusted time
     */
    public record Verified(LogEntry entry, TransparencyLog log, Optional<Instant> time) {}

    /** Verifies one entry completely, but for the log's validity at times other than its own. */
    public Verified verify(LogEntry entry, Recorded recorded) throws UnverifiedException {
        EntryBody body = body(entry);
        List<TransparencyLog> candidates =
                logs.stream().filter(log -> log.keyId().equals(entry.logId())).toList();
        if (candidates.isEmpty()) {
            throw refused("its log entry is of a log that is not trusted (id " + entry.logId() + ")");
        }
        if (entry.promise().isEmpty() && entry.proof().isEmpty()) {
            throw refused("its log entry has neither a promise nor a proof");
        }
        if (body.isSecondGeneration() && entry.proof().isEmpty()) {
            throw refused("its log entry lacks the inclusion proof");
        }
        body.requireRecords(recorded);
        UnverifiedException last = null;
        for (TransparencyLog log : candidates) {
            try {
                return verify(entry, log, body);
            } catch (UnverifiedException e) {
                last = e;
            }
        }
        throw last;
    }

    private static EntryBody body(LogEntry entry) throws UnverifiedException {
        try {
            EntryBody body = EntryBody.parse(entry.body());
            if (!entry.kind().isEmpty()
                    && !(entry.kind().equals(body.kind()) && entry.version().equals(body.version()))) {
                throw refused("its log entry is of the kind " + body.kind() + " " + body.version()
                        + " and claims to be " + entry.kind() + " " + entry.version());
            }
            return body;
        } catch (EncodingException e) {
            throw refused("its log entry is malformed: " + e.getMessage());
        }
    }

    private static Verified verify(LogEntry entry, TransparencyLog log, EntryBody body) throws UnverifiedException {
        Optional<Instant> time = Optional.empty();
        if (entry.promise().isPresent()) {
            if (body.isSecondGeneration()) {
                throw refused("its log entry carries a promise that its log never gives");
            }
            if (!SignatureCheck.implied(
                    log.key(), promised(entry), entry.promise().get())) {
                throw refused("the promise of its log entry is not the log's");
            }
            time = Optional.of(integratedTime(entry));
            if (!log.validity().contains(time.get())) {
                throw refused("the key of its log is not valid at " + time.get());
            }
        }
        if (entry.proof().isPresent()) {
            // The second generation is one tree; an index beside the proof's would be the word of nobody.
            if (body.isSecondGeneration()
                    && entry.logIndex() != entry.proof().get().logIndex()) {
                throw refused("its log entry and its inclusion proof are about different indexes");
            }
            verifyProof(entry, entry.proof().get(), log);
        }
        return new Verified(entry, log, time);
    }

    private static Instant integratedTime(LogEntry entry) throws UnverifiedException {
        if (entry.integratedTime() <= 0 || entry.integratedTime() > 253_402_300_799L) {
            throw refused("its log entry has no possible time");
        }
        return Instant.ofEpochSecond(entry.integratedTime());
    }

    /** Canonical JSON (RFC 8785) of what a signed entry timestamp is over; no member needs escaping. */
    private static byte[] promised(LogEntry entry) {
        String json =
                "{\"body\":\"" + Base64Text.encode(entry.body()) + "\",\"integratedTime\":" + entry.integratedTime()
                        + ",\"logID\":\"" + entry.logId() + "\",\"logIndex\":" + entry.logIndex() + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static void verifyProof(LogEntry entry, InclusionProof proof, TransparencyLog log)
            throws UnverifiedException {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(proof.checkpoint());
        } catch (EncodingException e) {
            throw refused("its inclusion proof is malformed: " + e.getMessage());
        }
        if (checkpoint.treeSize() != proof.treeSize()
                || !MessageDigest.isEqual(checkpoint.rootHash(), proof.rootHash())) {
            throw refused("its inclusion proof and its checkpoint are about different trees");
        }
        Optional<byte[]> root =
                MerkleTree.root(MerkleTree.leafHash(entry.body()), proof.logIndex(), proof.treeSize(), proof.hashes());
        if (root.isEmpty() || !MessageDigest.isEqual(root.get(), checkpoint.rootHash())) {
            throw refused("its inclusion proof does not lead to the checkpoint");
        }
        boolean signed = checkpoint.signatures().stream()
                .filter(signature -> names(checkpoint, signature, log))
                .anyMatch(
                        signature -> SignatureCheck.implied(log.key(), checkpoint.signedText(), signature.signature()));
        if (!signed) {
            throw refused("its checkpoint is not signed by the log");
        }
    }

    private static boolean names(Checkpoint checkpoint, Checkpoint.NoteSignature signature, TransparencyLog log) {
        byte[] id = HexFormat.of().parseHex(log.keyId());
        if (id.length < 4 || !Arrays.equals(Arrays.copyOf(id, 4), signature.keyHint())) {
            return false;
        }
        String origin = checkpoint.origin();
        return origin.equals(signature.name())
                || FIRST_GENERATION_ORIGIN.matcher(origin).matches() && origin.startsWith(signature.name() + " - ");
    }

    private static UnverifiedException refused(String message) {
        return new UnverifiedException(ReasonCode.NOT_IN_LOG, message);
    }
}
