package io.jenkins.plugins.imagepolicy.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class RunnableJarIT {
    @Test
    void startsTheCommandLine() throws IOException {
        try (JarFile jar = new JarFile(Packages.RUNNABLE.toFile())) {
            String main = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            assertThat(main).isEqualTo("io.jenkins.plugins.imagepolicy.cli.Main");
            assertThat(jar.getEntry(main.replace('.', '/') + ".class")).isNotNull();
        }
    }

    @Test
    void holdsTheEngineAndItsLibrariesAndNothingOfJenkins() throws IOException {
        List<String> entries = Packages.entries(Packages.RUNNABLE);
        assertThat(entries)
                .contains(
                        "io/jenkins/plugins/imagepolicy/engine/GateRequest.class",
                        "dev/sigstore/bundle/Bundle.class",
                        "com/google/cloud/tools/jib/api/Jib.class",
                        "org/bouncycastle/jce/provider/BouncyCastleProvider.class",
                        "org/apache/commons/cli/CommandLine.class")
                .noneMatch(Packages::isJenkins)
                .noneMatch(entry -> entry.startsWith("io/jenkins/plugins/imagepolicy/jenkins/"))
                .noneMatch(entry -> entry.startsWith("META-INF/annotations/"))
                .noneMatch(entry -> entry.startsWith("org/junit/"));
    }

    @Test
    void holdsNoRemainsOfSignaturesThatMergingBroke() throws IOException {
        assertThat(Packages.entries(Packages.RUNNABLE))
                .noneMatch(entry -> entry.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)"));
    }

    @Test
    void mergesServiceFiles() throws IOException {
        try (JarFile jar = new JarFile(Packages.RUNNABLE.toFile())) {
            List<String> services = jar.stream()
                    .map(java.util.zip.ZipEntry::getName)
                    .filter(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
                    .toList();
            assertThat(services).isNotEmpty();
            for (String service : services) {
                try (var content = jar.getInputStream(jar.getEntry(service))) {
                    String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                    for (String line : text.lines().map(String::strip).toList()) {
                        if (!line.isEmpty() && !line.startsWith("#")) {
                            assertThat(jar.getEntry(
                                            line.replaceAll("\\s*#.*", "").replace('.', '/') + ".class"))
                                    .as("%s names %s", service, line)
                                    .isNotNull();
                        }
                    }
                }
            }
        }
    }

    @Test
    void hasNoEntryTwice() throws IOException {
        assertThat(Packages.entries(Packages.RUNNABLE)).doesNotHaveDuplicates();
    }

    /** Only where the JVM writes such archives, which HotSpot does. */
    @Test
    @EnabledIfSystemProperty(named = "java.vm.name", matches = ".*(OpenJDK|HotSpot).*")
    void mapsItsClassesFromTheArchiveBesideIt(@TempDir Path folder) throws IOException, InterruptedException {
        Process version = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xlog:class+load:file=" + folder.resolve("classes-%p"),
                        "-jar",
                        Packages.RUNNABLE.toString(),
                        "--version")
                .redirectErrorStream(true)
                .start();

        String printed = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(version.waitFor()).as(printed).isZero();
        assertThat(printed.lines()).singleElement().asString().startsWith("image-policy ");
        try (Stream<Path> logs = Files.list(folder)) {
            assertThat(logs).hasSize(2).anySatisfy(log -> assertThat(log)
                    .content()
                    .contains("cli.Main source: shared objects file (top)"));
        }
    }
}
