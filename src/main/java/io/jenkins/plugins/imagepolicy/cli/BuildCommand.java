package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.arguments.Arguments;
import io.jenkins.plugins.imagepolicy.cli.arguments.Command;
import io.jenkins.plugins.imagepolicy.cli.arguments.Syntax;
import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
import io.jenkins.plugins.imagepolicy.cli.build.BuildException;
import io.jenkins.plugins.imagepolicy.cli.build.ImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds images from Jib build files. */
final class BuildCommand implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "build",
                        "Builds the image of each directory with a jib.yaml, into a registry or an OCI layout.")
                .operands("DIR", "directory with a jib.yaml; its name is the image's")
                .value("to", "REGISTRY/PATH", "push to REGISTRY/PATH/DIR:TAG")
                .value("layout", "PATH", "write OCI layouts to PATH/DIR instead")
                .value("tag", "TAG", "default: latest")
                .values("parameter", "NAME=VALUE", "value of a ${NAME} in the build files")
                .flag("insecure", "allow plain HTTP and unverified TLS")
                .value("images-file", "FILE", "write the references with their digests, one a line");
    }

    @Override
    public int run(Arguments arguments) throws UsageException, InterruptedException {
        Optional<String> to = arguments.value("to");
        Optional<Path> layout = arguments.path("layout");
        Optional<Path> imagesFile = arguments.path("images-file");
        String tag = arguments.value("tag").orElse("latest");
        if (to.isPresent() == layout.isPresent()) {
            throw new UsageException("Give either --to REGISTRY/PATH or --layout PATH");
        }
        List<String> lines = new ArrayList<>();
        Path cache = temporary();
        try {
            ImageBuilder builder = new ImageBuilder(arguments.pairs("parameter"), arguments.has("insecure"), cache);
            for (Path directory : arguments.operands().stream().map(Path::of).toList()) {
                String name =
                        directory.toAbsolutePath().normalize().getFileName().toString();
                ImageBuilder.Built built = layout.isPresent()
                        ? builder.layout(
                                directory, name + ":" + tag, layout.get().resolve(name))
                        : builder.push(directory, to.get() + "/" + name + ":" + tag);
                String line = built.reference() + "@" + built.digest();
                System.out.println(line);
                lines.add(line);
            }
            if (imagesFile.isPresent()) {
                Files.write(imagesFile.get(), lines);
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
