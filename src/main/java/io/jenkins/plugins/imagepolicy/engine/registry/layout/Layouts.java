package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Opens layouts and archives. */
public final class Layouts {
    private static final long LARGEST_MARK = 64 * 1024;

    private Layouts() {}

    /** As {@link #open(Path, String)}, called by its path. */
    public static Layout open(Path path) throws RegistryException {
        return open(path, path.toString());
    }

    /**
     * Opens an OCI layout (folder or tar) or a docker archive (tar), whichever it is.
     *
     * @param shown what the user calls it
     * @throws RegistryException {@code INPUT_INVALID} when it is neither, {@code CONTENT_INVALID} when it is broken
     */
    public static Layout open(Path path, String shown) throws RegistryException {
        LayoutFiles files = files(path, shown);
        boolean oci = files.size(OciLayout.MARK).isPresent();
        boolean docker = files.size(DockerArchive.LIST).isPresent();
        if (oci) {
            files.read(OciLayout.MARK, LARGEST_MARK);
            OciLayout layout = OciLayout.open(files, path);
            if (docker) {
                // docker save writes both, and different versions of docker load read different ones.
                DockerArchive.open(files, path).agreeWith(layout);
            }
            return layout;
        }
        if (docker && files instanceof LayoutTar) {
            return DockerArchive.open(files, path);
        }
        throw files.fault(
                ReasonCode.INPUT_INVALID,
                "it has neither an 'oci-layout' file nor, as a docker archive, a 'manifest.json'",
                "Name a folder or tar file written by buildx (type=oci), skopeo, crane, jib or 'docker save'");
    }

    /** The images of a layout, at least one. */
    public static List<ResolvedImage> images(Path path) throws RegistryException {
        return open(path).images();
    }

    private static LayoutFiles files(Path path, String shown) throws RegistryException {
        try {
            if (Files.isDirectory(path)) {
                return LayoutFolder.open(shown, path);
            }
            if (!Files.isRegularFile(path)) {
                throw new NoSuchFileException(shown);
            }
            if (isCompressed(path)) {
                throw unreadable(shown, "it is compressed", "Decompress it first: gunzip, unzstd");
            }
            return LayoutTar.open(shown, path);
        } catch (NoSuchFileException e) {
            throw unreadable(shown, "there is no such file", "Check the path");
        } catch (IOException e) {
            throw unreadable(shown, "it is no readable tar file", "Name an OCI layout or a docker archive");
        }
    }

    private static RegistryException unreadable(String shown, String why, String remedy) {
        return new RegistryException(
                ReasonCode.INPUT_INVALID, "Could not read the layout " + shown + " because " + why, remedy);
    }

    private static boolean isCompressed(Path path) throws IOException {
        try (InputStream input = Files.newInputStream(path)) {
            byte[] begin = input.readNBytes(4);
            boolean gzip = begin.length > 1 && begin[0] == 0x1f && begin[1] == (byte) 0x8b;
            boolean zstd = begin.length > 3
                    && begin[0] == 0x28
                    && begin[1] == (byte) 0xb5
                    && begin[2] == 0x2f
                    && begin[3] == (byte) 0xfd;
            return gzip || zstd;
        }
    }
}
