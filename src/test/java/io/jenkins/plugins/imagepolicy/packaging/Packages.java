package io.jenkins.plugins.imagepolicy.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/** Where the build leaves its packages, and what every one of them must be free of. */
final class Packages {
    static final Path RUNNABLE = Path.of("target/image-policy.jar");
    static final Path HPI = Path.of("target/image-policy.hpi");

    private static final List<String> JENKINS =
            List.of("hudson/", "jenkins/", "org/kohsuke/", "org/jenkinsci/", "org/jenkins/", "com/cloudbees/");

    private Packages() {}

    static List<String> entries(Path archive) throws IOException {
        try (JarFile jar = new JarFile(archive.toFile())) {
            return jar.stream().map(java.util.zip.ZipEntry::getName).toList();
        }
    }

    /** Whether an entry belongs to Jenkins itself: a declaration that must never be packaged. */
    static boolean isJenkins(String entry) {
        return JENKINS.stream().anyMatch(entry::startsWith);
    }
}
