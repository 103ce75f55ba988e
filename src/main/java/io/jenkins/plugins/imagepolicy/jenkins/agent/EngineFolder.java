package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A folder on an agent with the engines it was sent, each in a folder named by its SHA-256. Several steps, and several
 * connections, may use it at once: a jar appears under its name only whole, by an atomic move, and is never changed.
 */
final class EngineFolder {
    private static final String JAR = "image-policy.jar";
    private static final Duration KEPT_UNUSED = Duration.ofDays(7);
    private static final Duration LONGEST_TRANSFER = Duration.ofHours(6);

    private final Path folder;

    EngineFolder(Path folder) {
        this.folder = folder;
    }

    /** The jar with that digest; null when it is not there or not what it says. */
    Path find(String sha256) throws IOException {
        Path jar = jar(sha256);
        if (!Files.isRegularFile(jar) || !Sha256.of(jar).equals(sha256)) {
            return null;
        }
        touch(jar.getParent());
        return jar;
    }

    /** Takes over a jar that was copied into this folder. */
    Path install(Path copied, String sha256) throws IOException {
        String found = Sha256.of(copied);
        if (!found.equals(sha256)) {
            Files.deleteIfExists(copied);
            throw new EngineException("The engine that arrived at " + copied + " has the digest sha256:" + found
                    + ", not sha256:" + sha256 + "; is the disk full?");
        }
        Path jar = jar(sha256);
        Files.createDirectories(jar.getParent());
        try {
            Files.move(copied, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // Another step installed it first, and on Windows a jar in use cannot be replaced.
            Files.deleteIfExists(copied);
            if (!Files.isRegularFile(jar) || !Sha256.of(jar).equals(sha256)) {
                throw e;
            }
        }
        removeOthers(sha256);
        return jar;
    }

    /** Whether a jar can be put here. */
    boolean isWritable() {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "probe", ""));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    /** Whether the disk says that it has that many bytes left; where it says nothing, the transfer will tell. */
    boolean hasRoom(long bytes) {
        try {
            return Files.getFileStore(folder).getUsableSpace() >= bytes;
        } catch (IOException | SecurityException e) {
            return true;
        }
    }

    /** A new folder of this user's alone for that engine, removed with it when this JVM ends. Empty when there is none. */
    static Optional<EngineFolder> temporary(String sha256, long size) {
        try {
            EngineFolder temporary = new EngineFolder(Files.createTempDirectory("image-policy-"));
            if (!temporary.hasRoom(size)) {
                Files.delete(temporary.folder);
                return Optional.empty();
            }
            Path jar = temporary.jar(sha256);
            // Removed in the opposite order.
            for (Path path : List.of(temporary.folder, jar.getParent(), jar)) {
                path.toFile().deleteOnExit();
            }
            return Optional.of(temporary);
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    Path path() {
        return folder;
    }

    private Path jar(String sha256) {
        return folder.resolve(sha256).resolve(JAR);
    }

    /** What has not been used for a week, and what was left of transfers that broke off. */
    private void removeOthers(String kept) {
        Instant unused = Instant.now().minus(KEPT_UNUSED);
        Instant broken = Instant.now().minus(LONGEST_TRANSFER);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (entry.getFileName().toString().equals(kept)) {
                    continue;
                }
                boolean isEngine = Files.isDirectory(entry);
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(isEngine ? unused : broken)) {
                    if (isEngine) {
                        Files.deleteIfExists(entry.resolve(JAR));
                    }
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException e) {
            // Tidying up can wait: another process may hold the file, or may be tidying up as well.
            return;
        }
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // On a read-only disk nobody removes old engines either.
            return;
        }
    }
}
