package io.jenkins.plugins.imagepolicy.engine.signature.log;

import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import java.util.List;
import java.util.Optional;

/** Inclusion proofs of RFC 9162 section 2.1.3.2 (the same as RFC 6962's). */
final class MerkleTree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private MerkleTree() {}

    static byte[] leafHash(byte[] entry) {
        return Hashes.sha256(LEAF, entry);
    }

    /** The root that the proof leads to, or empty when the proof has not just the hashes that index and size call for. */
    static Optional<byte[]> root(byte[] leafHash, long index, long size, List<byte[]> hashes) {
        if (index < 0 || index >= size || hashes.size() > 64) {
            return Optional.empty();
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : hashes) {
            if (last == 0 || sibling.length != 32) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hashes.sha256(NODE, sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hashes.sha256(NODE, hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(hash) : Optional.empty();
    }
}
