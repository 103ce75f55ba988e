package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The reports of one build, as files in its directory: {@code image-policy/1.json}, one for each gate. */
final class ReportStore {
    private static final String FOLDER = "image-policy";
    private static final long LARGEST = 64L << 20;

    private final Path folder;

    ReportStore(Path build) {
        this.folder = build.resolve(FOLDER);
    }

    /** Writes whole or not at all. */
    void write(int gate, String json) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, "report", ".tmp");
        try {
            try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(json);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            move(temporary, file(gate));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The text of a report as it was written. */
    String text(int gate) throws InvalidReportException {
        Path file = file(gate);
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidReportException("it has more than " + (LARGEST >> 20) + " MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new InvalidReportException("its file " + FOLDER + "/" + file.getFileName() + " is gone");
        } catch (CharacterCodingException e) {
            throw new InvalidReportException("it is not UTF-8 text");
        } catch (IOException e) {
            throw new InvalidReportException("its file " + FOLDER + "/" + file.getFileName() + " cannot be read");
        }
    }

    Report read(int gate) throws InvalidReportException {
        return ReportReader.read(text(gate));
    }

    private Path file(int gate) {
        return folder.resolve(gate + ".json");
    }
}
