package io.jenkins.plugins.imagepolicy.cli.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks the OCI layout that jib-core writes as a tar. */
final class LayoutTar {
    private LayoutTar() {}

    /** @param tag that the layout gives the image ({@code org.opencontainers.image.ref.name}) */
    static void unpack(Path tar, Path layout, String tag) throws IOException {
        try (InputStream in = Files.newInputStream(tar);
                TarArchiveInputStream entries = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = layout.resolve(entry.getName()).normalize();
                if (!file.startsWith(layout.normalize())) {
                    throw new IOException("The entry " + entry.getName() + " leads out of the layout");
                }
                if (entry.isFile()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!Files.exists(layout.resolve("index.json"))) {
            throw new IOException("jib wrote no OCI layout");
        }
        name(layout.resolve("index.json"), tag);
    }

    /** Jib leaves the image nameless. */
    private static void name(Path index, String tag) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode content = mapper.readTree(index.toFile());
        for (JsonNode manifest : content.path("manifests")) {
            ((ObjectNode) manifest).withObject("/annotations").put("org.opencontainers.image.ref.name", tag);
        }
        Files.write(index, mapper.writeValueAsBytes(content));
    }
}
