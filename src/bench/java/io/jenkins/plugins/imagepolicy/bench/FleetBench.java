package io.jenkins.plugins.imagepolicy.bench;

import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.DockerRegistry;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gate as a process against a registry in this one, which counts: requests for each image, growth of time and heap with the
 * fleet, what a cache saves, and, when cosign is on the path, both at a simulated round trip. Run by {@code src/bench/fleet}:
 * {@code FleetBench JAR N...}.
 */
public final class FleetBench {
    private static final int ROUND_TRIP_MILLIS = 20;
    private static final Pattern HEAP = Pattern.compile("(\\d+)M->(\\d+)M\\(");

    private final Path jar;
    private final Path folder;

    private FleetBench(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    /** What one process took. */
    private record Run(double seconds, int exit, long heapMegabytes) {}

    public static void main(String[] arguments) throws Exception {
        FleetBench bench = new FleetBench(Path.of(arguments[0]), Files.createTempDirectory("fleet-bench"));
        System.out.println(
                "| images | referrers API | wall s | ms/image | requests/image | peak heap MB (limit 256) | exit |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int i = 1; i < arguments.length; i++) {
            bench.grow(Integer.parseInt(arguments[i]), true);
            bench.grow(Integer.parseInt(arguments[i]), false);
        }
        bench.warm(200);
        bench.roundTrip(200);
        System.exit(0);
    }

    /** Of ten images seven are signed by the key, two are not signed, one by another key; half in each format. */
    private Path fill(TestRegistry registry, int count) throws IOException {
        TestSigstore sigstore = TestSigstore.create();
        TestSigner good = TestSigner.key("P-256");
        TestSigner other = TestSigner.key("P-256");
        List<String> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String path = "fleet/app-" + i;
            ArtefactStore store = ArtefactStore.of(registry.store(), path);
            Digest image = store.image("v" + i);
            if (i % 10 < 8) {
                TestSigner signer = i % 10 == 7 ? other : good;
                (i % 2 == 0 ? sigstore.legacySignature(image, signer) : sigstore.bundleSignature(image, signer))
                        .withoutLog()
                        .push(store);
            }
            images.add(registry.host() + "/" + path + "@" + image);
        }
        Files.write(folder.resolve("images.txt"), images);
        Files.writeString(folder.resolve("key.pub"), good.pem());
        // Without a signatureFormat both formats are looked for, and the newer one has its own reason.
        String policy = "apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: fleet}\n"
                + "spec:\n  images: [{glob: \"**\"}]\n  authorities:\n  - key:\n      data: |\n"
                + good.pem().strip().indent(8);
        return Files.writeString(folder.resolve("policy.yaml"), policy);
    }

    private Run gate(TestRegistry registry, String... more) throws IOException, InterruptedException {
        Path log = folder.resolve("gc.log");
        List<String> command = new ArrayList<>(List.of(
                "java",
                "-Xmx256m",
                "-Xlog:gc:file=" + log,
                "-jar",
                jar.toString(),
                "verify",
                "--policy",
                folder.resolve("policy.yaml").toString(),
                "--images",
                folder.resolve("images.txt").toString(),
                "--insecure-registry",
                registry.plainHost(),
                "--offline"));
        command.addAll(List.of(more));
        Run run = run(command);
        long heap = 0;
        Matcher sizes = HEAP.matcher(Files.readString(log));
        while (sizes.find()) {
            heap = Math.max(heap, Long.parseLong(sizes.group(1)));
        }
        return new Run(run.seconds(), run.exit(), heap);
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start()
                .waitFor();
        return new Run((System.nanoTime() - start) / 1e9, exit, 0);
    }

    private void grow(int count, boolean referrersApi) throws Exception {
        try (TestRegistry registry = TestRegistry.plain(new LocalRegistry.Options(referrersApi, "", ""))) {
            fill(registry, count);
            Run run = gate(registry);
            System.out.printf(
                    "| %d | %s | %.2f | %.2f | %.2f | %d | %d |%n",
                    count,
                    referrersApi,
                    run.seconds(),
                    1000 * run.seconds() / count,
                    (double) registry.requests().size() / count,
                    run.heapMegabytes(),
                    run.exit());
        }
    }

    private void warm(int count) throws Exception {
        try (TestRegistry registry = TestRegistry.plain(new LocalRegistry.Options(false, "", ""))) {
            fill(registry, count);
            String cache = "--option=cache-dir=" + folder.resolve("cache");
            gate(registry, cache);
            long cold = registry.requests().size();
            registry.forget();
            gate(registry, cache);
            System.out.printf(
                    "%nwith a cache directory: %.2f requests/image cold, %.2f warm (manifests by digest %d, blobs %d)%n",
                    (double) cold / count,
                    (double) registry.requests().size() / count,
                    registry.count("/manifests/sha256:"),
                    registry.count("/blobs/"));
        }
    }

    private void roundTrip(int count) throws Exception {
        if (!DockerRegistry.isInstalled("cosign")) {
            System.out.println("skipped: cosign is not on the path, so nothing to compare a round trip with");
            return;
        }
        try (TestRegistry registry = TestRegistry.plain(new LocalRegistry.Options(false, "", ""))) {
            fill(registry, count);
            registry.delay(ROUND_TRIP_MILLIS);
            Run gate = gate(registry);
            Run cosign = run(List.of(
                    "sh",
                    "-c",
                    "xargs -P 8 -n 1 cosign verify --insecure-ignore-tlog=true --key " + folder.resolve("key.pub")
                            + " < " + folder.resolve("images.txt")));
            System.out.printf(
                    "round trip of %d ms, %d images: gate %.2f s, cosign -P8 %.2f s, ratio %.2f%n",
                    ROUND_TRIP_MILLIS, count, gate.seconds(), cosign.seconds(), gate.seconds() / cosign.seconds());
        }
    }
}
