package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifests;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.KeyMaterial;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.LogEntry;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.format.BundleReader;
import io.jenkins.plugins.imagepolicy.engine.signature.format.LegacyReader;
import io.jenkins.plugins.imagepolicy.engine.signature.format.SimpleSigning;
import io.jenkins.plugins.imagepolicy.engine.signature.format.Statement;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Seeded mutations of genuine bundles, layers, manifests, certificates and trusted roots. Each must be refused by a checked exception
 * in less than a second, or be accepted with every signed byte as it was. How many: system property {@code fuzz}, default 3000.
 */
class FuzzTest {
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final List<byte[]> TOKENS = List.of(
            bytes("null"),
            bytes("[]"),
            bytes("{}"),
            bytes("-1"),
            bytes("1e999"),
            bytes("\"\""),
            bytes("\\ud800"),
            bytes("{\"a\":"),
            bytes("[["),
            bytes("AAAA"),
            bytes("\n"),
            new byte[] {0},
            new byte[] {(byte) 0xff},
            bytes("99999999999999999999"),
            bytes("\"mediaType\":\"x\","),
            new byte[] {0x30, (byte) 0x84, 127, -1, -1, -1});

    private final int inputs = Integer.getInteger("fuzz", 3000);
    private final TestSigstore sigstore = TestSigstore.create();
    private final MemoryRepository repository = new MemoryRepository();
    private final Digest image = repository.image("v1");
    private final byte[] imageManifest = repository.stored(image).orElseThrow();
    private final TestSigner signer = TestSigner.github("acme/app");
    private final Demand demand = sigstore.keyless("acme/app");

    @FunctionalInterface
    private interface Target {
        /** @return whether it was accepted */
        boolean take(byte[] input) throws Exception;
    }

    private record Subject(byte[] genuine, Target target) {}

    @Test
    void everythingIsRefusedOrUnchanged() throws Exception {
        Map<String, Subject> subjects = subjects();
        for (Map.Entry<String, Subject> subject : subjects.entrySet()) {
            assertThat(subject.getValue().target().take(subject.getValue().genuine()))
                    .as(subject.getKey())
                    .isTrue();
        }
        long accepted = 0;
        long longest = 0;
        List<Map.Entry<String, Subject>> list = List.copyOf(subjects.entrySet());
        for (int i = 0; i < inputs; i++) {
            Map.Entry<String, Subject> subject = list.get(i % list.size());
            byte[] input = mutate(subject.getValue().genuine(), new Random(i));
            long start = cpuNanos();
            try {
                accepted += subject.getValue().target().take(input) ? 1 : 0;
            } catch (UnverifiedException | RegistryException | TrustException | EncodingException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + i + " of " + subject.getKey(), e);
            }
            longest = Math.max(longest, cpuNanos() - start);
        }
        System.out.printf(
                "%d inputs, %d accepted with all signed bytes unchanged, longest %d ms%n",
                inputs, accepted, longest / 1_000_000);
        assertThat(longest).isLessThan(LONGEST_NANOS);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private Map<String, Subject> subjects() throws Exception {
        Map<String, Subject> subjects = new LinkedHashMap<>();
        String type = "https://slsa.dev/provenance/v1";
        bundle(subjects, "bundle", sigstore.bundleSignature(image, signer).bundleJson());
        bundle(
                subjects,
                "bundle in the second log",
                sigstore.bundleSignature(image, signer)
                        .log(sigstore.rekor2())
                        .timestamped()
                        .bundleJson());
        bundle(
                subjects,
                "message",
                sigstore.bundleSignature(image, signer).message(imageManifest).bundleJson());
        bundle(
                subjects,
                "attestation",
                sigstore.bundleAttestation(image, signer, type, "{\"a\":[1,2,{\"b\":null}]}")
                        .bundleJson());
        legacy(subjects);
        subjects.put("payload", new Subject(payload(), input -> {
            SimpleSigning.read(input);
            return true;
        }));
        X509Certificate leaf = sigstore.fulcio().intermediate();
        subjects.put("certificate", new Subject(Certificates.encoded(leaf), input -> {
            X509Certificate read = Certificates.ofDer(input, "certificate");
            io.jenkins.plugins.imagepolicy.engine.signature.certificate.CertificateIdentities.read(read);
            return true;
        }));
        subjects.put("trusted root", new Subject(sigstore.trustedRootJson(), input -> {
            TrustedRootReader.read("root", input);
            return true;
        }));
        subjects.put("manifest", new Subject(imageManifest, input -> {
            Manifests.read(input, Optional.empty(), "manifest");
            return true;
        }));
        return subjects;
    }

    private byte[] payload() {
        return io.jenkins.plugins.imagepolicy.engine.signature.testing.Payloads.simpleSigning(image);
    }

    private void bundle(Map<String, Subject> subjects, String name, byte[] genuine) throws Exception {
        Artefact original = BundleReader.read(name, genuine);
        subjects.put(name, new Subject(genuine, input -> accepts(BundleReader.read(name, input), original)));
    }

    /** Layer and annotations as one JSON text, so that both are changed. */
    private void legacy(Map<String, Subject> subjects) throws Exception {
        sigstore.legacySignature(image, signer).timestamped().push(repository);
        Manifest manifest =
                repository.manifest("sha256-" + image.hex() + ".sig").orElseThrow();
        Map<String, String> annotations = manifest.layers().get(0).annotations();
        Artefact original = LegacyReader.signature("legacy", annotations, payload());
        byte[] genuine = Json.bytes(Json.object()
                .put("payload", new String(payload(), StandardCharsets.UTF_8))
                .setAll(annotations.entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, e -> (com.fasterxml.jackson.databind.JsonNode)
                                        Json.object().textNode(e.getValue())))));
        subjects.put("legacy layer", new Subject(genuine, input -> {
            Map<String, String> read = new LinkedHashMap<>();
            var json = io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson.object(input, "test")
                    .node();
            json.fields()
                    .forEachRemaining(f -> read.put(f.getKey(), f.getValue().asText()));
            byte[] blob = read.getOrDefault("payload", "").getBytes(StandardCharsets.UTF_8);
            SimpleSigning.read(blob);
            return accepts(LegacyReader.signature("legacy", read, blob), original);
        }));
    }

    private boolean accepts(Artefact artefact, Artefact original) throws Exception {
        if (artefact.content() instanceof Content.Envelope envelope) {
            Claims.requireSubject(Statement.read(envelope.payload()), image);
        }
        Judge.Accepted accepted =
                new Judge(demand, Instant.now()).judge(artefact, SignedBytes.of(artefact, () -> imageManifest));
        assertThat(accepted.times()).isNotEmpty();
        assertThat(signed(artefact)).isEqualTo(signed(original));
        assertThat(leaf(artefact)).isEqualTo(leaf(original));
        for (int i = 0; i < artefact.logEntries().size(); i++) {
            assertSame(artefact.logEntries().get(i), original.logEntries().get(i));
        }
        return true;
    }

    private static void assertSame(LogEntry entry, LogEntry original) {
        assertThat(entry.body()).isEqualTo(original.body());
        assertThat(entry.logId()).isEqualTo(original.logId());
        if (entry.promise().isPresent()) {
            assertThat(entry.integratedTime()).isEqualTo(original.integratedTime());
            assertThat(entry.logIndex()).isEqualTo(original.logIndex());
        }
    }

    private static byte[] signed(Artefact artefact) throws Exception {
        return artefact.content() instanceof Content.Message
                ? new byte[0]
                : SignedBytes.of(artefact, () -> new byte[0]);
    }

    private static X509Certificate leaf(Artefact artefact) {
        return ((KeyMaterial.Certificate) artefact.material()).leaf();
    }

    private static byte[] mutate(byte[] genuine, Random random) {
        byte[] bytes = genuine;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            bytes = change(bytes, random);
        }
        return bytes;
    }

    private static byte[] change(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return TOKENS.get(random.nextInt(TOKENS.size()));
        }
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(16, bytes.length - at));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at, (byte) (1 << random.nextInt(8)));
            case 1 -> replaced(bytes, at, 1, new byte[] {(byte) (32 + random.nextInt(95))});
            case 2 -> replaced(bytes, at, length, new byte[0]);
            case 3 -> replaced(bytes, at, 0, TOKENS.get(random.nextInt(TOKENS.size())));
            case 4 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 5 -> Arrays.copyOf(bytes, at);
            case 6 -> replaced(bytes, at, length, TOKENS.get(random.nextInt(TOKENS.size())));
            default -> swapped(bytes, at, random.nextInt(bytes.length));
        };
    }

    private static byte[] flipped(byte[] bytes, int at, byte mask) {
        byte[] changed = bytes.clone();
        changed[at] ^= mask;
        return changed;
    }

    private static byte[] swapped(byte[] bytes, int one, int other) {
        byte[] changed = bytes.clone();
        byte kept = changed[one];
        changed[one] = changed[other];
        changed[other] = kept;
        return changed;
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
        out.write(bytes, 0, at);
        out.writeBytes(by);
        out.write(bytes, at + length, bytes.length - at - length);
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
