package io.jenkins.plugins.imagepolicy.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HpiIT {
    private static final long LIMIT = 25_000_000;
    private static final String ADAPTER = "WEB-INF/lib/image-policy.jar";
    private static final String ENGINE = "WEB-INF/engine/image-policy.jar";

    @Test
    void isSmallEnough() throws IOException {
        assertThat(Files.size(Packages.HPI)).isLessThan(LIMIT);
    }

    @Test
    void holdsTheAdapterAloneAndTheEngineApart() throws IOException {
        assertThat(Packages.entries(Packages.HPI))
                .filteredOn(entry -> entry.startsWith("WEB-INF/") && !entry.endsWith("/"))
                .containsExactlyInAnyOrder(ADAPTER, ENGINE);
        assertThat(Packages.entries(Packages.HPI)).noneMatch(entry -> entry.startsWith("WEB-INF/classes"));
    }

    @Test
    void carriesTheRunnableJarItself() throws IOException {
        try (JarFile hpi = new JarFile(Packages.HPI.toFile());
                InputStream engine = hpi.getInputStream(hpi.getEntry(ENGINE))) {
            assertThat(engine).hasBinaryContent(Files.readAllBytes(Packages.RUNNABLE));
        }
    }

    @Test
    void hasTheManifestOfAPlugin() throws IOException {
        try (JarFile hpi = new JarFile(Packages.HPI.toFile())) {
            assertManifest(hpi.getManifest().getMainAttributes());
            // Jenkins accepts over the wire only classes from jars that carry a plugin's manifest themselves.
            try (JarInputStream adapter = new JarInputStream(hpi.getInputStream(hpi.getEntry(ADAPTER)))) {
                assertManifest(adapter.getManifest().getMainAttributes());
            }
        }
    }

    private static void assertManifest(Attributes manifest) {
        assertThat(manifest.getValue("Short-Name")).isEqualTo("image-policy");
        assertThat(manifest.getValue("Long-Name")).isEqualTo("Image Policy");
        assertThat(manifest.getValue("Group-Id")).isEqualTo("io.jenkins.plugins");
        assertThat(manifest.getValue("Artifact-Id")).isEqualTo("image-policy");
        assertThat(manifest.getValue("Plugin-Version")).matches("[0-9].*");
        assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.516.2");
        assertThat(manifest.getValue("Hudson-Version")).isEqualTo("2.516.2");
        assertThat(manifest.getValue("Plugin-Dependencies").split(","))
                .allMatch(dependency -> dependency.matches("[a-z0-9-]+:[^:;]+"))
                .extracting(dependency -> dependency.substring(0, dependency.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "workflow-step-api",
                        "workflow-api",
                        "structs",
                        "script-security",
                        "credentials",
                        "plain-credentials",
                        "jackson2-api",
                        "ionicons-api");
        assertThat(manifest.getValue("Plugin-License-Name")).isEqualTo("MIT License");
        assertThat(manifest.getValue("Support-Dynamic-Loading")).isNull();
    }

    @Test
    void adapterHoldsOnlyTheAdapter() throws IOException {
        List<String> entries = adapterEntries();
        assertThat(entries).contains("index.jelly").noneMatch(Packages::isJenkins);
        assertThat(entries)
                .filteredOn(entry -> entry.endsWith(".class"))
                .allMatch(entry -> entry.startsWith("io/jenkins/plugins/imagepolicy/jenkins/"));
    }

    @Test
    void adapterHoldsWhatJenkinsLooksFor() throws IOException {
        assertThat(adapterEntries())
                .contains(
                        "META-INF/annotations/hudson.Extension",
                        "META-INF/services/annotations/org.jenkinsci.Symbol",
                        "io/jenkins/plugins/imagepolicy/jenkins/step/VerifyImagePolicyStep/config.jelly",
                        "io/jenkins/plugins/imagepolicy/jenkins/step/VerifyImagePolicyStep/help-policies.html",
                        "io/jenkins/plugins/imagepolicy/jenkins/step/Messages_de.properties",
                        "io/jenkins/plugins/imagepolicy/jenkins/report/ImagePolicyAction/index.jelly",
                        "io/jenkins/plugins/imagepolicy/jenkins/report/page.js",
                        "io/jenkins/plugins/imagepolicy/jenkins/report/tags/taglib");
    }

    /** Exactly as an agent runs it: from the file in the plugin, with nothing but the platform visible. */
    @Test
    void carriedEngineRunsByItself(@TempDir Path folder) throws Exception {
        Path engine = folder.resolve("engine.jar");
        try (JarFile hpi = new JarFile(Packages.HPI.toFile());
                InputStream content = hpi.getInputStream(hpi.getEntry(ENGINE))) {
            Files.copy(content, engine);
        }
        List<String> progress = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {engine.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> entry = loader.loadClass("io.jenkins.plugins.imagepolicy.engine.EngineEntry");
            Files.writeString(folder.resolve("policy.yaml"), POLICY);
            String request = "{\"directory\":\"" + folder.toString().replace('\\', '/')
                    + "\",\"policies\":[\"policy.yaml\"],\"images\":[\"127.0.0.1:1/app:1\"],\"offline\":true}";
            Consumer<String> listener = progress::add;
            String report = (String)
                    entry.getMethod("run", String.class, Consumer.class).invoke(null, request, listener);
            assertThat(report).contains("\"version\"", "REGISTRY_UNREACHABLE").doesNotContain("INTERNAL_ERROR");
            assertThat(progress).isNotEmpty();
            for (String format : List.of("sarif", "junit")) {
                assertThat((String) entry.getMethod("render", String.class, String.class)
                                .invoke(null, report, format))
                        .contains("127.0.0.1:1/app:1");
            }
        }
    }

    private static final String POLICY = """
            apiVersion: policy.sigstore.dev/v1beta1
            kind: ClusterImagePolicy
            metadata:
              name: static
            spec:
              images:
              - glob: "**"
              authorities:
              - static:
                  action: pass
            """;

    private static List<String> adapterEntries() throws IOException {
        try (JarFile hpi = new JarFile(Packages.HPI.toFile());
                InputStream content = hpi.getInputStream(hpi.getEntry(ADAPTER));
                JarInputStream adapter = new JarInputStream(new ByteArrayInputStream(content.readAllBytes()))) {
            List<String> entries = new ArrayList<>();
            for (JarEntry entry = adapter.getNextJarEntry(); entry != null; entry = adapter.getNextJarEntry()) {
                entries.add(entry.getName());
            }
            return entries;
        }
    }
}
