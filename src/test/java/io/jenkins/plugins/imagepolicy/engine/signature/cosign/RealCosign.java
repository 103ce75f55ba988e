package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's cosign 2 or 3, where it is installed: {@code cosign-2} and {@code cosign-3} in /opt/cosign or on the PATH. */
public final class RealCosign {
    private final Path binary;
    private final int version;
    private final Path home;

    private RealCosign(Path binary, int version, Path home) {
        this.binary = binary;
        this.version = version;
        this.home = home;
    }

    /** Skips the test with a message where it is missing. */
    public static RealCosign find(int version, Path home) {
        List<Path> folders = new ArrayList<>(List.of(Path.of("/opt/cosign")));
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            folders.add(Path.of(folder));
        }
        Path found = folders.stream()
                .map(folder -> folder.resolve("cosign-" + version))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "skipped: cosign-" + version + " is not installed (see .ci/install-cosign)");
        return new RealCosign(found, version, home);
    }

    int version() {
        return version;
    }

    /** Writes what both versions are to trust. */
    static void writeTrust(TestSigstore sigstore, Path folder) throws IOException {
        Files.write(folder.resolve("root.json"), sigstore.trustedRootJson());
        Files.writeString(folder.resolve("fulcio.pem"), pem(sigstore.fulcio().chain()));
        Files.writeString(
                folder.resolve("tsa.pem"), pem(sigstore.timestampAuthority().chain()));
        Files.writeString(
                folder.resolve("rekor.pub"), TestKeys.pem(sigstore.rekor().key()));
        Files.writeString(
                folder.resolve("ctfe.pub"), TestKeys.pem(sigstore.ctLog().key()));
    }

    private static String pem(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        chain.forEach(certificate -> text.append(TestSigstore.pem(certificate)));
        return text.toString();
    }

    /** Verifies with the identity of acme/app. */
    boolean verifiesKeyless(String reference, boolean bundle, String attestationType) {
        List<String> arguments = verify(attestationType);
        arguments.addAll(List.of(
                "--certificate-identity",
                TestIdentity.workflow("acme/app"),
                "--certificate-oidc-issuer",
                TestIdentity.GITHUB_ISSUER));
        if (version == 3 || bundle) {
            arguments.addAll(List.of("--trusted-root", home.resolve("root.json").toString()));
        }
        if (version == 2) {
            arguments.add(bundle ? "--new-bundle-format" : "--offline");
        }
        arguments.add(reference);
        return run(arguments, "") == 0;
    }

    boolean verifiesKeyed(String reference, boolean bundle, String attestationType, Path key) {
        List<String> arguments = verify(attestationType);
        arguments.addAll(List.of("--key", key.toString(), "--insecure-ignore-tlog=true"));
        if (bundle) {
            arguments.addAll(List.of("--trusted-root", home.resolve("root.json").toString()));
            if (version == 2) {
                arguments.add("--new-bundle-format");
            }
        }
        arguments.add(reference);
        return run(arguments, "") == 0;
    }

    private static List<String> verify(String attestationType) {
        List<String> arguments = new ArrayList<>();
        if (attestationType.isEmpty()) {
            arguments.add("verify");
        } else {
            arguments.addAll(List.of("verify-attestation", "--type", attestationType));
        }
        arguments.addAll(List.of("--allow-http-registry", "--allow-insecure-registry"));
        return arguments;
    }

    /** Exit code; output goes to a file in the home folder. */
    public int run(List<String> arguments, String input) {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("HOME", home.toString());
        environment.put("COSIGN_PASSWORD", "");
        environment.put("COSIGN_YES", "true");
        if (version == 2 && !arguments.contains("--trusted-root")) {
            environment.put("SIGSTORE_ROOT_FILE", home.resolve("fulcio.pem").toString());
            environment.put(
                    "SIGSTORE_REKOR_PUBLIC_KEY", home.resolve("rekor.pub").toString());
            environment.put(
                    "SIGSTORE_CT_LOG_PUBLIC_KEY_FILE", home.resolve("ctfe.pub").toString());
        }
        builder.redirectErrorStream(true);
        builder.redirectOutput(home.resolve("cosign-" + version + ".out").toFile());
        try {
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String output() {
        try {
            return Files.readString(home.resolve("cosign-" + version + ".out"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
