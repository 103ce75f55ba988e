package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A TUF repository in a tar.gz, below the folder {@code repository} or at its top. Nothing is written to disk. */
final class ArchiveStore implements TufStore {
    private static final int MOST_FILES = 10_000;
    private static final int LARGEST_FILE = 16 * 1024 * 1024;
    private static final long LARGEST = 64L * 1024 * 1024;
    private static final String FOLDER = "repository/";
    private static final String REMEDY = "Give base64 of a tar.gz of the folder 'repository' with metadata and targets";

    private final Map<String, byte[]> files = new HashMap<>();

    ArchiveStore(byte[] tarGz) throws TrustException {
        long total = 0;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(tarGz)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    byte[] content = tar.readNBytes(LARGEST_FILE + 1);
                    total += content.length;
                    if (content.length > LARGEST_FILE || total > LARGEST || files.size() >= MOST_FILES) {
                        throw new TrustException("The archive of the TUF repository is too large", REMEDY);
                    }
                    files.put(name(entry.getName()), content);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TrustException("The archive of the TUF repository cannot be read: " + e.getMessage(), REMEDY, e);
        }
    }

    private static String name(String name) {
        String plain = name.startsWith("./") ? name.substring(2) : name;
        return plain.startsWith(FOLDER) ? plain.substring(FOLDER.length()) : plain;
    }

    @Override
    public Optional<byte[]> fetch(String path, int limit) throws TrustException {
        byte[] content = files.get(path);
        if (content != null && content.length > limit) {
            throw new TrustException("The TUF repository's " + path + " is too large", REMEDY);
        }
        return Optional.ofNullable(content);
    }
}
