package io.jenkins.plugins.imagepolicy.engine.signature.artefact;

import java.util.List;

/**
 * Proof that a log holds an entry (RFC 6962 section 2.1.1).
 *
 * @param logIndex index in the tree that the proof is about, which may be one shard of the log
 * @param checkpoint signed tree head (C2SP tlog-checkpoint)
 */
public record InclusionProof(long logIndex, byte[] rootHash, long treeSize, List<byte[]> hashes, String checkpoint) {
    public InclusionProof {
        hashes = List.copyOf(hashes);
    }
}
