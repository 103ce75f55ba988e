package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** A layout or archive in a tar file. Only regular entries are read, in place; nothing is unpacked. */
final class LayoutTar implements LayoutFiles {
    private final String place;
    private final Path file;
    private final Map<String, Span> entries;

    private LayoutTar(String place, Path file, Map<String, Span> entries) {
        this.place = place;
        this.file = file;
        this.entries = entries;
    }

    private record Span(long offset, long size) {
        /** Of an entry that is a link or of another kind that is never read. */
        private static final Span NONE = new Span(-1, -1);
    }

    static LayoutTar open(String place, Path file) throws IOException, RegistryException {
        Map<String, Span> entries = new HashMap<>();
        LayoutTar layout = new LayoutTar(place, file, entries);
        try (TarFile tar = new TarFile(file)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                String name = entry.getName().replaceFirst("^(\\./)+", "");
                if (entry.isDirectory() || name.isEmpty()) {
                    continue;
                }
                boolean plain = entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !entry.isSparse();
                Span span = plain ? new Span(entry.getDataOffset(), entry.getSize()) : Span.NONE;
                // Readers differ about which of two entries with one name counts.
                if (entries.put(name, span) != null) {
                    throw layout.invalid("two entries have the name '" + Printable.line(name) + "'");
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("malformed header", e);
        }
        return layout;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Optional<byte[]> read(String name, long limit) throws RegistryException {
        Span span = entries.get(name);
        if (span == null) {
            return Optional.empty();
        }
        if (span.equals(Span.NONE)) {
            throw invalid(name + " is no regular file");
        }
        if (span.size() > limit) {
            throw tooLarge(name, limit);
        }
        ByteBuffer content = ByteBuffer.allocate((int) span.size());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (content.hasRemaining()) {
                if (channel.read(content, span.offset() + content.position()) < 0) {
                    throw new EOFException();
                }
            }
            return Optional.of(content.array());
        } catch (IOException e) {
            throw invalid(name + " cannot be read whole");
        }
    }

    @Override
    public Optional<Long> size(String name) {
        return Optional.ofNullable(entries.get(name)).map(Span::size);
    }
}
