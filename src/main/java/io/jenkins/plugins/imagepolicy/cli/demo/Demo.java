package io.jenkins.plugins.imagepolicy.cli.demo;

import io.jenkins.plugins.imagepolicy.cli.build.BuildException;
import io.jenkins.plugins.imagepolicy.cli.build.ImageBuilder;
import io.jenkins.plugins.imagepolicy.engine.Gate;
import io.jenkins.plugins.imagepolicy.engine.GateProgress;
import io.jenkins.plugins.imagepolicy.engine.GateRequest;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport;
import io.jenkins.plugins.imagepolicy.engine.report.RenderOptions;
import io.jenkins.plugins.imagepolicy.engine.report.ReportFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Builds the images of this repository, signs one, leaves one unsigned, and gates both. */
public final class Demo {
    private static final String SIGNED = "image-policy";
    private static final String UNSIGNED = "root-tool";
    private static final String TAG = "demo";
    private final Path images;
    private final Path target;
    private final PrintStream out;
    private final RenderOptions terminal;

    /**
     * @param images directory with the images to build and their policies
     * @param target where policies and reports are written
     */
    public Demo(Path images, Path target, PrintStream out, RenderOptions terminal) {
        this.images = images;
        this.target = target;
        this.out = out;
        this.terminal = terminal;
    }

    /** Tells the story; whether the gate told the signed image from the unsigned one. */
    public boolean run() throws BuildException, IOException, GeneralSecurityException, InterruptedException {
        Files.createDirectories(target);
        try (LocalRegistry registry = LocalRegistry.start();
                PlainHttpFront front = PlainHttpFront.before(registry.host())) {
            String address = front.host();
            out.println("A registry listens on " + address + ".");
            List<String> references = build(address);
            DemoSigner signer = new DemoSigner();
            sign(signer, address, registry);
            out.println("Signed " + SIGNED + " with a throw-away key; " + UNSIGNED + " stays unsigned.");
            out.println();
            GateReport report = gate(policy(signer, address), references, address);
            write(report);
            return toldApart(report);
        }
    }

    private List<String> build(String address) throws BuildException, InterruptedException, IOException {
        Path cache = target.resolve("jib-cache");
        Path jar = target.resolve("image-policy.jar");
        Files.write(jar, ownJar());
        String to = address + "/image-policy/";
        ImageBuilder builder = new ImageBuilder(
                Map.of(
                        "base", to + "base:" + TAG,
                        "jar", jar.toAbsolutePath().toString(),
                        "created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                true,
                cache);
        builder.push(images.resolve("base"), to + "base:" + TAG);
        List<String> references = List.of(to + SIGNED + ":" + TAG, to + UNSIGNED + ":" + TAG);
        builder.push(images.resolve(SIGNED), references.get(0));
        builder.push(images.resolve(UNSIGNED), references.get(1));
        out.println("Built " + String.join(" and ", references) + ".");
        return references;
    }

    /** The jar that this program runs from, or a stand-in when it runs from classes. */
    private static byte[] ownJar() throws IOException {
        String place =
                Demo.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        Path jar = Path.of(place);
        return Files.isRegularFile(jar)
                ? Files.readAllBytes(jar)
                : "not packaged".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void sign(DemoSigner signer, String address, LocalRegistry registry)
            throws GeneralSecurityException, IOException {
        String repository = "image-policy/" + SIGNED;
        Digest digest = registry.digest(repository, TAG).orElseThrow(() -> new IOException("The image was not pushed"));
        DemoSigner.Signed signed = signer.sign(address + "/" + repository, digest);
        RegistryStore store = registry.store();
        store.putBlob(repository, signed.payload());
        store.putBlob(repository, signed.config());
        store.putManifest(repository, signed.tag(), "application/vnd.oci.image.manifest.v1+json", signed.manifest());
    }

    private Path policy(DemoSigner signer, String address) throws IOException {
        Path file = target.resolve("signed-by-us.yaml");
        String text = """
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata:
                  name: signed-by-us
                spec:
                  images:
                    - glob: "%s/**"
                  authorities:
                    - name: throw-away-key
                      key:
                        data: |
                %s""".formatted(address, signer.publicKeyPem().indent(10));
        return Files.writeString(file, text);
    }

    private GateReport gate(Path policy, List<String> references, String address) throws InterruptedException {
        GateRequest request = GateRequest.builder()
                .directory(Path.of("").toAbsolutePath().toString())
                .policies(List.of(
                        policy.toString(), images.resolve("policies/own").toString()))
                .images(references)
                .insecureRegistries(List.of(address))
                .offline(true)
                .build();
        return new Gate(GateProgress.SILENT).run(request);
    }

    private void write(GateReport report) throws IOException {
        Path html = target.resolve("report.html");
        Files.writeString(html, ReportFormat.HTML.render(report, RenderOptions.plain()));
        Files.writeString(target.resolve("report.json"), ReportFormat.JSON.render(report, RenderOptions.plain()));
        out.print(ReportFormat.TEXT.render(report, terminal));
        out.println();
        out.println("The report is in " + html + ".");
    }

    private static boolean toldApart(GateReport report) {
        return report.images().size() == 2
                && report.images().get(0).verdict() == Verdict.PASS
                && report.images().get(1).verdict() == Verdict.FAIL
                && report.images().get(1).policies().stream()
                        .flatMap(policy -> policy.reasons().stream())
                        .anyMatch(reason -> reason.code() == ReasonCode.UNSIGNED);
    }
}
