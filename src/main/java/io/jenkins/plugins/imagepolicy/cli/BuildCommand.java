package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.build.BuildException;
import io.jenkins.plugins.imagepolicy.cli.build.ImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds images from Jib build files. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Builds the image of each directory with a jib.yaml, into a registry or an OCI layout.")
final class BuildCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "directory with a jib.yaml; its name is the image's")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "REGISTRY/PATH",
            description = "push to REGISTRY/PATH/DIR:TAG",
            defaultValue = "")
    private String to;

    @Option(names = "--layout", paramLabel = "PATH", description = "write OCI layouts to PATH/DIR instead")
    private Path layout;

    @Option(names = "--tag", paramLabel = "TAG", description = "default: latest", defaultValue = "latest")
    private String tag;

    @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "value of a ${NAME} in the build files")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--insecure", description = "allow plain HTTP and unverified TLS")
    private boolean insecure;

    @Option(
            names = "--images-file",
            paramLabel = "FILE",
            description = "write the references with their digests, one a line")
    private Path imagesFile;

    @Override
    public Integer call() throws UsageException, InterruptedException {
        if (to.isEmpty() == (layout == null)) {
            throw new UsageException("Give either --to REGISTRY/PATH or --layout PATH");
        }
        List<String> lines = new ArrayList<>();
        Path cache = temporary();
        try {
            ImageBuilder builder = new ImageBuilder(parameters, insecure, cache);
            for (Path directory : directories) {
                String name =
                        directory.toAbsolutePath().normalize().getFileName().toString();
                ImageBuilder.Built built = layout == null
                        ? builder.push(directory, to + "/" + name + ":" + tag)
                        : builder.layout(directory, name + ":" + tag, layout.resolve(name));
                String line = built.reference() + "@" + built.digest();
                System.out.println(line);
                lines.add(line);
            }
            if (imagesFile != null) {
                Files.write(imagesFile, lines);
            }
            return ExitCode.PASSED;
        } catch (BuildException | IOException e) {
            throw new UsageException(e.getMessage(), e);
        } finally {
            TemporaryFiles.delete(cache);
        }
    }

    private static Path temporary() throws UsageException {
        try {
            return Files.createTempDirectory("image-policy-build");
        } catch (IOException e) {
            throw new UsageException("Could not make a temporary directory: " + e.getMessage(), e);
        }
    }
}
