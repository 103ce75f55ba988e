package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers what was fetched from another store, on disk once all of it has been verified. */
final class CachedStore implements TufStore {
    private static final String TIMESTAMP = "timestamp.json";
    private static final int LARGEST_TIMESTAMP = 64 * 1024;

    private final TufStore store;
    private final Path folder;
    private final Map<String, byte[]> fetched = new LinkedHashMap<>();

    CachedStore(TufStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> fetch(String path, int limit) throws TrustException {
        Optional<byte[]> bytes = store.fetch(path, limit);
        bytes.ifPresent(b -> fetched.put(path, b));
        return bytes;
    }

    /** Writes what was fetched; each file replaces the old one at once, so that a reader never sees half of it. */
    void keep() throws TrustException {
        try {
            for (Map.Entry<String, byte[]> file : fetched.entrySet()) {
                Path target = folder.resolve(file.getKey()).normalize();
                if (!target.startsWith(folder.normalize())) {
                    throw new IOException("the file " + file.getKey() + " would lie outside");
                }
                Files.createDirectories(target.getParent());
                Path written = Files.createTempFile(target.getParent(), ".tuf", ".part");
                Files.write(written, file.getValue());
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new TrustException(
                    "Could not keep the TUF metadata in " + folder + ": " + e.getMessage(),
                    "Let this process write to that folder",
                    e);
        }
    }

    boolean isFilled() {
        return Files.isRegularFile(folder.resolve(TIMESTAMP));
    }

    /** The timestamp metadata of the last time. */
    Optional<byte[]> previousTimestamp() throws TrustException {
        return offline().fetch(TIMESTAMP, LARGEST_TIMESTAMP);
    }

    /** What was kept, without the other store. Everything in it is verified again when it is used. */
    TufStore offline() {
        return (path, limit) -> {
            Path file = folder.resolve(path);
            try {
                if (!Files.isRegularFile(file)) {
                    return Optional.empty();
                }
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length > limit) {
                    throw new TrustException("The cached " + file + " is too large", "Remove the folder " + folder);
                }
                return Optional.of(bytes);
            } catch (IOException e) {
                throw new TrustException(
                        "Could not read the cached " + file + ": " + e.getMessage(), "Remove the folder " + folder, e);
            }
        };
    }
}
