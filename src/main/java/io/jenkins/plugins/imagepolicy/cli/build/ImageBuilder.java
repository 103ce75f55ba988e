package io.jenkins.plugins.imagepolicy.cli.build;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the image of one directory with a {@code jib.yaml}. */
public final class ImageBuilder {
    private final Map<String, String> parameters;
    private final boolean insecure;
    private final Path cache;

    /**
     * @param parameters values for the build files' parameters
     * @param insecure whether plain HTTP and unverified certificates are accepted
     * @param cache directory for jib's layers
     */
    public ImageBuilder(Map<String, String> parameters, boolean insecure, Path cache) {
        this.parameters = Map.copyOf(parameters);
        this.insecure = insecure;
        this.cache = cache;
    }

    /** What was built. */
    public record Built(String reference, String digest) {}

    /** Builds and pushes to {@code reference}, with the credentials of docker's configuration. */
    public Built push(Path directory, String reference) throws BuildException, InterruptedException {
        try {
            RegistryImage image = RegistryImage.named(reference);
            CredentialRetrieverFactory credentials =
                    CredentialRetrieverFactory.forImage(ImageReference.parse(reference), event -> {});
            image.addCredentialRetriever(credentials.dockerConfig());
            BuildFile file = BuildFileReader.read(directory, parameters);
            return build(directory, file, file.format().orElse(ImageFormat.Docker), reference, Containerizer.to(image));
        } catch (InvalidImageReferenceException e) {
            throw new BuildException("'" + reference + "' is no image reference", e);
        }
    }

    /** Builds into the OCI layout directory {@code layout}; nothing is written for an image that is to have Docker's format. */
    public Built layout(Path directory, String reference, Path layout) throws BuildException, InterruptedException {
        BuildFile file = BuildFileReader.read(directory, parameters);
        if (file.format().filter(format -> format != ImageFormat.OCI).isPresent()) {
            throw new BuildException("A layout takes an image of format OCI; write 'format: OCI' into the jib.yaml of "
                    + directory + ", or leave format out");
        }
        try {
            Files.createDirectories(layout);
            Path tar = Files.createTempFile("image-policy", ".tar");
            try {
                Built built = build(
                        directory,
                        file,
                        ImageFormat.OCI,
                        reference,
                        Containerizer.to(TarImage.at(tar).named(reference)));
                LayoutTar.unpack(tar, layout, reference.substring(reference.lastIndexOf(':') + 1));
                return built;
            } finally {
                Files.deleteIfExists(tar);
            }
        } catch (IOException | InvalidImageReferenceException e) {
            throw new BuildException("Could not write the layout " + layout + ": " + e.getMessage(), e);
        }
    }

    private Built build(Path directory, BuildFile file, ImageFormat format, String reference, Containerizer to)
            throws BuildException, InterruptedException {
        try {
            JibContainer container = builder(file, format)
                    .containerize(to.setAllowInsecureRegistries(insecure)
                            .setToolName("image-policy")
                            .setApplicationLayersCache(cache)
                            .setBaseImageLayersCache(cache));
            return new Built(reference, container.getDigest().toString());
        } catch (RegistryException
                | IOException
                | CacheDirectoryCreationException
                | ExecutionException
                | InvalidImageReferenceException
                | IllegalArgumentException e) {
            throw new BuildException("Could not build " + directory + ": " + cause(e), e);
        }
    }

    private JibContainerBuilder builder(BuildFile file, ImageFormat format)
            throws InvalidImageReferenceException, IOException, BuildException {
        JibContainerBuilder builder = file.from().equals("scratch") ? Jib.fromScratch() : Jib.from(base(file.from()));
        builder.setCreationTime(file.creationTime())
                .setFormat(format)
                .setEnvironment(file.environment())
                .setLabels(file.labels())
                .setVolumes(file.volumes().stream().map(AbsoluteUnixPath::get).collect(Collectors.toSet()))
                .setExposedPorts(Ports.parse(file.exposedPorts()));
        if (!file.platforms().isEmpty()) {
            Set<Platform> platforms = new LinkedHashSet<>();
            file.platforms().forEach(p -> platforms.add(new Platform(p.architecture(), p.os())));
            builder.setPlatforms(platforms);
        }
        file.user().ifPresent(builder::setUser);
        file.workingDirectory().map(AbsoluteUnixPath::get).ifPresent(builder::setWorkingDirectory);
        file.entrypoint().ifPresent(builder::setEntrypoint);
        file.cmd().ifPresent(builder::setProgramArguments);
        for (BuildFile.Layer layer : file.layers()) {
            builder.addFileEntriesLayer(layer(layer));
        }
        return builder;
    }

    private static RegistryImage base(String from) throws InvalidImageReferenceException {
        RegistryImage base = RegistryImage.named(from);
        base.addCredentialRetriever(CredentialRetrieverFactory.forImage(ImageReference.parse(from), event -> {})
                .dockerConfig());
        return base;
    }

    private static FileEntriesLayer layer(BuildFile.Layer layer) throws IOException, BuildException {
        FileEntriesLayer.Builder entries = FileEntriesLayer.builder().setName(layer.name());
        for (BuildFile.Copy copy : layer.files()) {
            if (!Files.exists(copy.src())) {
                throw new BuildException(
                        "The layer '" + layer.name() + "' takes " + copy.src() + ", which is not there");
            }
            AbsoluteUnixPath dest = AbsoluteUnixPath.get(copy.dest());
            if (Files.isRegularFile(copy.src())) {
                add(
                        entries,
                        copy,
                        copy.src(),
                        copy.dest().endsWith("/") ? dest.resolve(copy.src().getFileName()) : dest);
            } else {
                try (Stream<Path> walk = Files.walk(copy.src())) {
                    for (Path file :
                            walk.sorted().filter(file -> selected(copy, file)).toList()) {
                        boolean itself = file.equals(copy.src());
                        // The root directory is there already, and a tar has no name for it.
                        if (!itself || !copy.dest().equals("/")) {
                            add(
                                    entries,
                                    copy,
                                    file,
                                    itself ? dest : dest.resolve(copy.src().relativize(file)));
                        }
                    }
                }
            }
        }
        return entries.build();
    }

    private static void add(FileEntriesLayer.Builder entries, BuildFile.Copy copy, Path file, AbsoluteUnixPath dest)
            throws IOException {
        BuildFile.Properties properties = copy.properties();
        String permissions = Files.isDirectory(file) ? properties.directoryPermissions() : properties.filePermissions();
        entries.addEntry(
                file,
                dest,
                FilePermissions.fromOctalString(permissions),
                properties.timestamp(),
                properties.ownership());
    }

    private static boolean selected(BuildFile.Copy copy, Path file) {
        if (Files.isDirectory(file)) {
            return copy.includes().isEmpty() && copy.excludes().isEmpty();
        }
        Path relative = copy.src().relativize(file);
        return (copy.includes().isEmpty() || matches(copy.includes(), relative)) && !matches(copy.excludes(), relative);
    }

    private static boolean matches(List<String> patterns, Path file) {
        return patterns.stream().anyMatch(pattern -> {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return matcher.matches(file)
                    || (pattern.startsWith("**/")
                            && FileSystems.getDefault()
                                    .getPathMatcher("glob:" + pattern.substring(3))
                                    .matches(file));
        });
    }

    private static String cause(Throwable failure) {
        Throwable root = failure;
        while (root instanceof ExecutionException && root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
