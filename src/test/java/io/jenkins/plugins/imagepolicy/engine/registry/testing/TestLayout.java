package io.jenkins.plugins.imagepolicy.engine.registry.testing;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes OCI layouts. */
public final class TestLayout {
    private final Path folder;
    private final List<String> descriptors = new ArrayList<>();

    public TestLayout(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.createDirectories(folder.resolve("blobs/sha256"));
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        write();
    }

    public Digest blob(byte[] content) throws IOException {
        Files.write(file(Digest.of(content)), content);
        return Digest.of(content);
    }

    public Path file(Digest digest) {
        return folder.resolve("blobs/sha256").resolve(digest.hex());
    }

    /** @param tag null for none */
    public Digest manifest(String mediaType, byte[] content, String tag) throws IOException {
        descriptors.add(TestImage.descriptor(
                mediaType,
                content,
                tag == null ? "" : ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + tag + "\"}"));
        write();
        return blob(content);
    }

    public Digest image(String name, String tag) throws IOException {
        TestImage image = TestImage.of(name);
        blob(image.config());
        blob(TestImage.LAYER);
        return manifest(TestImage.OCI_MANIFEST, image.manifest(), tag);
    }

    public Path folder() {
        return folder;
    }

    private void write() throws IOException {
        Files.write(folder.resolve("index.json"), TestImage.index(descriptors.toArray(String[]::new)));
    }
}
