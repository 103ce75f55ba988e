package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Content by digest, kept between runs. Only what a digest names: a tag, a referrers list or an absence may be different next time.
 * Files appear whole (renamed into place), are hashed on reading, and may be deleted at any moment by another process. A cache that
 * cannot be read or written is no fault: the registry is asked.
 */
final class DiskCache {
    /** Age after which an unfinished file belongs to no living process. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path directory;
    private final long most;
    private final AtomicLong written = new AtomicLong();

    DiskCache(Path directory, long most) {
        this.directory = directory.resolve("sha256");
        this.most = most;
    }

    Optional<byte[]> read(Digest digest, long limit) {
        Path file = file(digest);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() || attributes.size() > limit) {
                return Optional.empty();
            }
            byte[] content = Files.readAllBytes(file);
            if (!Digest.of(content).equals(digest)) {
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(content);
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    void write(Digest digest, byte[] content) {
        Path file = file(digest);
        Path unfinished = null;
        try {
            Files.createDirectories(file.getParent());
            unfinished = Files.createTempFile(file.getParent(), ".", ".part");
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (written.addAndGet(content.length) > most / 8) {
                written.set(0);
                trim();
            }
        } catch (IOException | SecurityException e) {
            delete(unfinished);
        }
    }

    private Path file(Digest digest) {
        return directory.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private record Entry(Path file, long size, Instant used) {}

    /** Deletes the least recently used until the bound is kept. */
    void trim() {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory, 2)) {
            files.forEach(file -> entry(file).ifPresent(entries::add));
        } catch (IOException | UncheckedIOException e) {
            return;
        }
        long size = entries.stream().mapToLong(Entry::size).sum();
        entries.sort(Comparator.comparing(Entry::used));
        for (Entry entry : entries) {
            if (size <= most) {
                return;
            }
            delete(entry.file());
            size -= entry.size();
        }
    }

    private static Optional<Entry> entry(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            Instant used = attributes.lastModifiedTime().toInstant();
            if (file.getFileName().toString().endsWith(".part")
                    && used.isBefore(Instant.now().minus(ABANDONED))) {
                delete(file);
                return Optional.empty();
            }
            return Optional.of(new Entry(file, attributes.size(), used));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Another process has it; the next sweep tries again.
        }
    }
}
