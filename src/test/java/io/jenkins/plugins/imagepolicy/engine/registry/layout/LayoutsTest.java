package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageConfigs;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestImage;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestLayout;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutsTest {
    private static final String EMPTY_CONFIG = "application/vnd.oci.empty.v1+json";

    @TempDir
    private Path folder;

    private TestLayout written;

    @BeforeEach
    void write() throws IOException {
        written = new TestLayout(folder.resolve("app"));
    }

    private static void refuses(ReasonCode code, String words, ThrowingCallable read) {
        assertThatThrownBy(read)
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Path tar(String prefix) throws IOException {
        Path file = folder.resolve("app.tar");
        try (TestTar tar = new TestTar(file)) {
            tar.addAll(written.folder(), prefix);
        }
        return file;
    }

    @Test
    void aFolderAndATarReadAlike() throws Exception {
        Digest digest = written.image("app", "1.0");
        for (Path path : List.of(written.folder(), tar(""), tar("./"))) {
            Layout layout = Layouts.open(path);
            assertThat(layout.manifest("1.0").orElseThrow().digest()).isEqualTo(digest);
            assertThat(layout.manifest(digest)).isPresent();
            assertThat(layout.manifest("2.0")).isEmpty();
            assertThat(layout.manifest(Digest.of(new byte[0]))).isEmpty();
            ResolvedImage image = layout.images().get(0);
            assertThat(image.digest()).isEqualTo(digest);
            assertThat(image.reference().written()).isEqualTo(path + ":1.0");
            assertThat(image.canonical()).isEqualTo("localhost/app@" + digest);
            assertThat(ImageConfigs.read(image)).singleElement().satisfies(config -> assertThat(config.platform())
                    .hasToString("linux/amd64"));
        }
    }

    @Test
    void anImageIsCalledAsItWasBuilt() throws Exception {
        Digest digest = written.image("app", "ghcr.io/acme/app:1.0");
        ResolvedImage image = Layouts.images(written.folder()).get(0);
        assertThat(image.canonical()).isEqualTo("ghcr.io/acme/app@" + digest);
        assertThat(Layouts.open(written.folder()).manifest("1.0")).isPresent();
    }

    @Test
    void artefactsAreNoImagesButCanBeRead() throws Exception {
        Digest image = written.image("app", "1.0");
        byte[] subject = TestImage.of("app").manifest();
        byte[] bundle = TestImage.manifest(
                EMPTY_CONFIG,
                TestImage.utf8("{}"),
                "application/vnd.dev.sigstore.bundle.v0.3+json",
                ",\"subject\":" + TestImage.descriptor(TestImage.OCI_MANIFEST, subject, ""));
        Digest referrer = written.manifest(TestImage.OCI_MANIFEST, bundle, null);
        byte[] signature = TestImage.manifest(
                TestImage.OCI_CONFIG, TestImage.utf8("{}"), "application/vnd.dev.cosign.simplesigning.v1+json", "");
        written.manifest(TestImage.OCI_MANIFEST, signature, "sha256-" + image.hex() + ".sig");
        byte[] fallback = TestImage.index(TestImage.descriptor(TestImage.OCI_MANIFEST, bundle, ""));
        written.manifest(TestImage.OCI_INDEX, fallback, "sha256-" + image.hex());
        Layout layout = Layouts.open(written.folder());
        assertThat(layout.images()).extracting(ResolvedImage::digest).containsExactly(image);
        assertThat(layout.manifest("sha256-" + image.hex() + ".sig")).isPresent();
        assertThat(layout.referrers(image).descriptors()).singleElement().satisfies(found -> assertThat(found.digest())
                .isEqualTo(referrer));
    }

    @Test
    void anImageCannotHideBehindTheNameOfASignatureOrASubject() throws Exception {
        Digest good = written.image("app", "1.0");
        Digest hidden = written.image("evil", "sha256-" + good.hex() + ".sig");
        TestImage worse = TestImage.of("worse");
        written.blob(worse.config());
        byte[] withSubject = TestImage.manifest(
                TestImage.OCI_CONFIG,
                worse.config(),
                "application/vnd.oci.image.layer.v1.tar",
                ",\"artifactType\":\"application/spdx+json\",\"subject\":"
                        + TestImage.descriptor(TestImage.OCI_MANIFEST, worse.manifest(), ""));
        Digest other = written.manifest(TestImage.OCI_MANIFEST, withSubject, null);
        assertThat(Layouts.images(written.folder()))
                .extracting(ResolvedImage::digest)
                .containsExactlyInAnyOrder(good, hidden, other);
    }

    @Test
    void attestationsOfBuildKitAreToldFromImages() throws Exception {
        TestImage image = TestImage.of("app");
        written.blob(image.config());
        written.blob(image.manifest());
        byte[] attestation =
                TestImage.manifest(TestImage.OCI_CONFIG, TestImage.utf8("{}"), "application/vnd.in-toto+json", "");
        written.blob(attestation);
        byte[] disguised = TestImage.of("disguised").manifest();
        written.blob(disguised);
        written.blob(TestImage.of("disguised").config());
        String unknown = TestImage.platform("unknown", "unknown")
                + ",\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}";
        byte[] index = TestImage.index(
                TestImage.descriptor(TestImage.OCI_MANIFEST, image.manifest(), TestImage.platform("linux", "amd64")),
                TestImage.descriptor(TestImage.OCI_MANIFEST, attestation, unknown),
                TestImage.descriptor(TestImage.OCI_MANIFEST, disguised, unknown));
        written.manifest(TestImage.OCI_INDEX, index, "1.0");
        ResolvedImage resolved = Layouts.images(written.folder()).get(0);
        assertThat(ImageConfigs.read(resolved))
                .extracting(config -> config.platform().toString())
                .containsExactly("linux/amd64", "unknown/unknown");
    }

    @Test
    void aChartHasNoConfigurationAndSaysSo() throws Exception {
        byte[] config = TestImage.utf8("{\"name\":\"chart\"}");
        written.blob(config);
        byte[] chart = TestImage.manifest(
                "application/vnd.cncf.helm.config.v1+json",
                config,
                "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
                "");
        written.manifest(TestImage.OCI_MANIFEST, chart, "1.0");
        Layout layout = Layouts.open(written.folder());
        refuses(ReasonCode.INPUT_INVALID, "no container image", layout::images);
        Manifest manifest = layout.manifest("1.0").orElseThrow();
        ResolvedImage resolved = new ResolvedImage(
                io.jenkins.plugins.imagepolicy.engine.image.ImageReference.parse("localhost/app:1.0"),
                layout,
                manifest);
        refuses(ReasonCode.UNSUPPORTED, "a Helm chart", () -> ImageConfigs.read(resolved));
    }

    @Test
    void wrongContentIsRefused() throws Exception {
        Digest digest = written.image("app", "1.0");
        Files.write(written.file(digest), TestImage.of("other").manifest());
        Layout layout = Layouts.open(written.folder());
        refuses(ReasonCode.CONTENT_INVALID, "has the digest", () -> layout.manifest("1.0"));
        refuses(ReasonCode.CONTENT_INVALID, "has the digest", () -> layout.manifest(digest));
        refuses(ReasonCode.CONTENT_INVALID, "has the digest", layout::images);
        Files.delete(written.file(digest));
        refuses(ReasonCode.CONTENT_INVALID, "missing", () -> layout.manifest("1.0"));
        refuses(ReasonCode.CONTENT_INVALID, "missing", layout::images);
    }

    @Test
    void twoImagesWithOneTagAreRefused() throws Exception {
        written.image("app", "1.0");
        written.image("other", "1.0");
        refuses(ReasonCode.CONTENT_INVALID, "two different", () -> Layouts.open(written.folder())
                .manifest("1.0"));
        assertThat(Layouts.images(written.folder())).hasSize(2);
    }

    @Test
    void linksOutOfTheLayoutAreNotFollowed() throws Exception {
        Digest digest = written.image("app", "1.0");
        Path outside = Files.write(folder.resolve("outside"), Files.readAllBytes(written.file(digest)));
        Files.delete(written.file(digest));
        Files.createSymbolicLink(written.file(digest), outside);
        refuses(ReasonCode.CONTENT_INVALID, "leads out", () -> Layouts.images(written.folder()));
        Files.delete(written.file(digest));
        Files.move(outside, written.folder().resolve("inside"));
        Files.createSymbolicLink(written.file(digest), written.folder().resolve("inside"));
        assertThat(Layouts.images(written.folder())).hasSize(1);
    }

    @Test
    void whatIsNoLayoutSaysSo() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        refuses(ReasonCode.INPUT_INVALID, "oci-layout", () -> Layouts.open(empty));
        refuses(ReasonCode.INPUT_INVALID, "no such file", () -> Layouts.open(folder.resolve("none")));
        Path text = Files.writeString(folder.resolve("text"), "hello");
        refuses(ReasonCode.INPUT_INVALID, "", () -> Layouts.open(text));
        Path gzip = Files.write(folder.resolve("x.tar.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        refuses(ReasonCode.INPUT_INVALID, "compressed", () -> Layouts.open(gzip));
        refuses(ReasonCode.INPUT_INVALID, "no container image", () -> Layouts.images(written.folder()));
    }

    @Test
    void hostileIndexesAreRefused() throws Exception {
        for (String index : List.of(
                "[]",
                "{",
                "{\"schemaVersion\":2,\"schemaVersion\":2,\"manifests\":[]}",
                "{\"schemaVersion\":1,\"manifests\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:../../../etc/passwd\",\"size\":1}]}",
                "{\"schemaVersion\":2,\"manifests\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")) {
            Files.writeString(written.folder().resolve("index.json"), index);
            assertThatThrownBy(() -> Layouts.open(written.folder()))
                    .as(index.substring(0, Math.min(60, index.length())))
                    .isInstanceOf(RegistryException.class);
        }
    }

    @Test
    void tarsThatReadersUnderstandDifferentlyAreRefused() throws Exception {
        written.image("app", "1.0");
        Path twice = folder.resolve("twice.tar");
        try (TestTar tar = new TestTar(twice)) {
            tar.addAll(written.folder(), "").addAll(written.folder(), "./");
        }
        refuses(ReasonCode.CONTENT_INVALID, "two entries", () -> Layouts.open(twice));
        Path linked = folder.resolve("linked.tar");
        try (TestTar tar = new TestTar(linked)) {
            tar.add("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}").link("index.json", "/etc/passwd");
        }
        refuses(ReasonCode.CONTENT_INVALID, "no regular file", () -> Layouts.open(linked));
    }

    private Path archive(String configName, String config, String extra) throws IOException {
        Path file = folder.resolve("docker.tar");
        try (TestTar tar = new TestTar(file)) {
            tar.add("l/layer.tar", TestImage.LAYER).add(configName, config);
            tar.add(
                    "manifest.json",
                    "[{\"Config\":\"" + configName + "\",\"RepoTags\":[\"acme/app:1.0\"],\"Layers\":[\"l/layer.tar\""
                            + extra + "]}]");
        }
        return file;
    }

    @Test
    void aDockerArchiveHasItsConfigurationAndName() throws Exception {
        byte[] config = TestImage.of("app").config();
        Path file = archive(Digest.of(config).hex() + ".json", new String(config, "UTF-8"), "");
        ResolvedImage image = Layouts.images(file).get(0);
        assertThat(image.reference().repository()).hasToString("index.docker.io/acme/app");
        assertThat(ImageConfigs.read(image).get(0).bytes()).isEqualTo(config);
        assertThat(Layouts.open(file).manifest("1.0").orElseThrow().digest()).isEqualTo(image.digest());
    }

    @Test
    void aDockerArchiveThatContradictsItselfIsRefused() throws Exception {
        String config = new String(TestImage.of("app").config(), "UTF-8");
        Path wrongName = archive("0".repeat(64) + ".json", config, "");
        refuses(ReasonCode.CONTENT_INVALID, "has the digest", () -> Layouts.open(wrongName));
        Path moreLayers = archive("config.json", config, ",\"l/layer.tar\"");
        refuses(ReasonCode.CONTENT_INVALID, "layers", () -> Layouts.open(moreLayers));
    }

    @Test
    void anArchiveThatIsTwoImagesAtOnceIsRefused() throws Exception {
        written.image("app", "1.0");
        byte[] other = TestImage.of("other").config();
        Digest digest = written.blob(other);
        Files.writeString(
                written.folder().resolve("manifest.json"),
                "[{\"Config\":\"blobs/sha256/" + digest.hex() + "\",\"RepoTags\":[],\"Layers\":[\"blobs/sha256/"
                        + Digest.of(TestImage.LAYER).hex() + "\"]}]");
        refuses(ReasonCode.CONTENT_INVALID, "different images", () -> Layouts.open(written.folder()));
    }

    @Test
    void layoutsThatCosignWroteHaveOneImageEach() throws Exception {
        Path samples = Path.of("../shared/cases/sigstore/private-sigstore/oci");
        assumeTrue(Files.isDirectory(samples), "skipped: ../shared/cases is not there");
        try (Stream<Path> layouts = Files.list(samples)) {
            for (Path layout : layouts.toList()) {
                assertThat(Layouts.images(layout))
                        .as(layout.toString())
                        .extracting(image -> image.reference().tag().orElse(""))
                        .containsExactly("v1");
            }
        }
    }
}
