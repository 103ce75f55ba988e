package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.JsonObject;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The client workflow of the TUF specification, section 5: root after root, timestamp, snapshot, targets, target. Expired metadata is
 * refused, a stale repository could hide that a key was revoked.
 */
public final class TufClient {
    private static final int LARGEST_ROOT = 512 * 1024;
    private static final int LARGEST_TIMESTAMP = 64 * 1024;
    private static final int LARGEST_SNAPSHOT = 2 * 1024 * 1024;
    private static final int LARGEST_TARGETS = 5 * 1024 * 1024;
    private static final int MOST_ROOTS = 256;

    private final TufStore store;
    private final Optional<byte[]> previousTimestamp;
    private final String targetsFolder;
    private final Instant now;

    /** @param targetsFolder folder of the targets below the repository, usually {@code targets} */
    public TufClient(TufStore store, String targetsFolder, Instant now) {
        this(store, Optional.empty(), targetsFolder, now);
    }

    /** @param previousTimestamp timestamp.json of the last time; nothing older than it is accepted */
    TufClient(TufStore store, Optional<byte[]> previousTimestamp, String targetsFolder, Instant now) {
        this.store = store;
        this.previousTimestamp = previousTimestamp;
        this.targetsFolder = targetsFolder;
        this.now = now;
    }

    /**
     * Fetches and verifies one target.
     *
     * @param trustedRootJson a root.json that is trusted already
     */
    public byte[] target(byte[] trustedRootJson, String name, int limit) throws TrustException {
        try {
            Root root = newestRoot(Root.read(trustedRootJson));
            Signed timestamp = metadata(root, "timestamp", Optional.empty(), LARGEST_TIMESTAMP);
            JsonObject snapshotMeta = meta(timestamp, "snapshot.json");
            requireNoRollback(timestamp, snapshotMeta);
            Signed snapshot = metadata(root, "snapshot", Optional.of(snapshotMeta), LARGEST_SNAPSHOT);
            Signed targets = metadata(root, "targets", Optional.of(meta(snapshot, "targets.json")), LARGEST_TARGETS);
            JsonObject listed = targets.content().object("targets");
            if (!listed.has(name)) {
                throw new EncodingException("the repository lists no target '" + name + "'");
            }
            return target(root, name, listed.object(name), limit);
        } catch (EncodingException e) {
            throw new TrustException(
                    "The TUF repository cannot be trusted: " + e.getMessage(),
                    "Renew the repository, or give its present root.json",
                    e);
        }
    }

    /** Follows the chain of roots: each must be signed by the one before and by itself; only the last must not have expired. */
    private Root newestRoot(Root trusted) throws EncodingException, TrustException {
        trusted.requireSigned(trusted.metadata());
        Root root = trusted;
        for (int i = 0; i < MOST_ROOTS; i++) {
            long next = root.metadata().version() + 1;
            Optional<byte[]> bytes = store.fetch(next + ".root.json", LARGEST_ROOT);
            if (bytes.isEmpty()) {
                requireFresh(root.metadata());
                return root;
            }
            Root candidate = Root.read(bytes.get());
            root.requireSigned(candidate.metadata());
            candidate.requireSigned(candidate.metadata());
            if (candidate.metadata().version() != next) {
                throw new EncodingException(next + ".root.json has another version");
            }
            root = candidate;
        }
        throw new EncodingException("there are more than " + MOST_ROOTS + " roots");
    }

    /** An attacker could replay metadata from before a key was revoked. */
    private void requireNoRollback(Signed timestamp, JsonObject snapshotMeta) throws EncodingException {
        if (previousTimestamp.isPresent()) {
            Signed previous = Signed.read("timestamp", previousTimestamp.get());
            if (timestamp.version() < previous.version()
                    || snapshotMeta.integer("version")
                            < meta(previous, "snapshot.json").integer("version")) {
                throw new EncodingException("it is older than what was seen before");
            }
        }
    }

    private Signed metadata(Root root, String role, Optional<JsonObject> meta, int limit)
            throws EncodingException, TrustException {
        boolean versioned = meta.isPresent() && root.isConsistentSnapshot();
        String path = (versioned ? meta.get().integer("version") + "." : "") + role + ".json";
        byte[] bytes =
                store.fetch(path, limit).orElseThrow(() -> new EncodingException("the repository has no " + path));
        if (meta.isPresent()) {
            requireAsListed(path, bytes, meta.get());
        }
        Signed signed = Signed.read(role, bytes);
        root.requireSigned(signed);
        if (meta.isPresent() && signed.version() != meta.get().integer("version")) {
            throw new EncodingException(path + " has another version than is listed");
        }
        requireFresh(signed);
        return signed;
    }

    private byte[] target(Root root, String name, JsonObject meta, int limit) throws EncodingException, TrustException {
        if (name.contains("/") || !meta.has("hashes") || !meta.has("length")) {
            throw new EncodingException("the target '" + name + "' is not listed with length and hash");
        }
        JsonObject hashes = meta.object("hashes");
        String hash = hashes.optionalText("sha256").orElse("");
        if (hash.isEmpty()) {
            throw new EncodingException("the target '" + name + "' has no SHA-256 hash");
        }
        String file = root.isConsistentSnapshot() ? hash + "." + name : name;
        byte[] bytes = store.fetch(targetsFolder + "/" + file, limit)
                .orElseThrow(() -> new EncodingException("the repository has no target " + file));
        requireAsListed(file, bytes, meta);
        return bytes;
    }

    private static JsonObject meta(Signed signed, String file) throws EncodingException {
        return signed.content().object("meta").object(file);
    }

    private static void requireAsListed(String path, byte[] bytes, JsonObject meta) throws EncodingException {
        if (meta.has("length") && meta.integer("length") != bytes.length) {
            throw new EncodingException(path + " has another length than is listed");
        }
        if (meta.has("hashes")) {
            Optional<String> sha256 = meta.object("hashes").optionalText("sha256");
            if (sha256.isPresent() && !sha256.get().equals(hex(bytes))) {
                throw new EncodingException(path + " has another hash than is listed");
            }
        }
    }

    private static String hex(byte[] bytes) {
        byte[] hash = Hashes.sha256(bytes);
        return HexFormat.of().formatHex(hash);
    }

    private void requireFresh(Signed signed) throws EncodingException {
        if (!now.isBefore(signed.expires())) {
            throw new EncodingException(signed.role() + ".json expired at " + signed.expires());
        }
    }
}
