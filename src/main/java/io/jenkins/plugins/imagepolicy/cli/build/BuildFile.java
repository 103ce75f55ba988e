package io.jenkins.plugins.imagepolicy.cli.build;

import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Jib build file ({@code apiVersion: jib/v1alpha1}, {@code kind: BuildFile}), as jib-cli defines it.
 *
 * @param from base image; {@code scratch} for none
 * @param creationTime epoch when not given, as Jib's default for reproducible images
 */
record BuildFile(
        String from,
        List<BasePlatform> platforms,
        Instant creationTime,
        Optional<ImageFormat> format,
        Map<String, String> environment,
        Map<String, String> labels,
        List<String> volumes,
        List<String> exposedPorts,
        Optional<String> user,
        Optional<String> workingDirectory,
        Optional<List<String>> entrypoint,
        Optional<List<String>> cmd,
        List<Layer> layers) {

    record BasePlatform(String os, String architecture) {}

    record Layer(String name, List<Copy> files) {}

    /** Files put into the image: {@code src} a file or directory, {@code dest} an absolute path. */
    record Copy(Path src, String dest, List<String> includes, List<String> excludes, Properties properties) {}

    /** Octal permissions, {@code user:group} and time of the files of a layer. */
    record Properties(String filePermissions, String directoryPermissions, String ownership, Instant timestamp) {
        static final Properties DEFAULT = new Properties("644", "755", "", Instant.ofEpochSecond(1));
    }
}
