package io.jenkins.plugins.imagepolicy.cli.build;

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

    static void unpack(Path tar, Path layout) throws IOException, BuildException {
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
            throw new BuildException("A layout takes an image of format OCI; write 'format: OCI' into jib.yaml");
        }
    }
}
