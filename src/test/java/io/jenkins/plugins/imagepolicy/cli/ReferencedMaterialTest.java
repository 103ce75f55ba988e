package io.jenkins.plugins.imagepolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.testing.TestRegistry;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.tuf.TestTufRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ClusterImagePolicy refers to, from the command line through HTTP to the verdict: Secrets, ConfigMaps, sources and TrustRoots. */
class ReferencedMaterialTest {
    private static final TestSigstore SIGSTORE = TestSigstore.create();

    @TempDir
    private Path folder;

    private final TestRegistry images = TestRegistry.plain();
    private final TestRegistry signatures =
            TestRegistry.plain(new LocalRegistry.Options(true, "robot", "s3cret-robot"));
    private final TestSigner key = TestSigner.key("P-256");
    private Digest image;

    @BeforeEach
    void push() {
        image = images.image("app", "1");
    }

    @AfterEach
    void stop() {
        images.close();
        signatures.close();
    }

    private Cli verify(String policy, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                "--policy",
                file.toString(),
                "--image",
                images.host() + "/app:1",
                "--insecure-registry",
                images.host(),
                "--insecure-registry",
                signatures.host()));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String policy(String authority, String more) {
        return "apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: p}\nspec:\n"
                + "  images: [{glob: \"**\"}]\n  authorities:\n  - " + authority + "\n" + more;
    }

    private static void assertError(Cli cli, String code, String message) {
        assertThat(cli.exit()).as(cli.all()).isEqualTo(3);
        assertThat(cli.out().replaceAll("\\s+", " ")).contains(code, message);
    }

    @Test
    void aKeyGivenAsSecret() throws IOException {
        SIGSTORE.legacySignature(image, key).withoutLog().push(ArtefactStore.of(images.store(), "app"));
        String policy = policy("key: {secretRef: {name: release}}", "");
        String pem = file("release.pub", key.pem());
        assertThat(verify(policy, "--secret", "release=" + pem).exit()).isZero();
        assertThat(verify(policy, "--secret", "cosign-system/release=" + pem).exit())
                .isZero();
        assertError(verify(policy), "TRUST_ROOT_UNAVAILABLE", "secret \"release\" not found");
        assertError(
                verify(policy, "--secret", "elsewhere/release=" + pem),
                "TRUST_ROOT_UNAVAILABLE",
                "secret \"release\" not found");
        String other = file("other.pub", TestSigner.key("P-256").pem());
        assertThat(verify(policy, "--secret", "release=" + other).exit()).isEqualTo(1);
        Cli check = Cli.run("check", folder.resolve("policy.yaml").toString(), "--secret", "release=" + pem);
        assertThat(check.out()).contains("0 errors").doesNotContain("not found");
        assertThat(verify(policy, "--secret", "release=" + folder.resolve("absent"))
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void aPolicyTextGivenAsConfigMap() throws IOException {
        String policy =
                policy("static: {action: pass}", "  policy: {type: rego, configMapRef: {name: rules, key: rego}}\n");
        String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: rules}\ndata:\n  rego: |\n"
                + "    package sigstore\n    isCompliant { input.authorityMatches[\"authority-0\"].static }\n";
        assertThat(verify(policy, "--secret", "rules=" + file("rules.yaml", map))
                        .exit())
                .isZero();
        assertThat(verify(
                                policy,
                                "--secret",
                                "rules=" + file("strict.yaml", map.replace(".static }", ".static == false }")))
                        .exit())
                .isEqualTo(1);
        Cli absent = verify(policy);
        assertThat(absent.exit()).isEqualTo(2);
        assertThat(absent.out()).contains("POLICY_INVALID", "configmap \"rules\" not found");
    }

    @Test
    void aBrokenSecretIsNotQuoted() throws IOException {
        String broken = file("broken.yaml", "apiVersion: v1\nkind: Secret\ndata: {key: \"hunter2-hunter2\n");
        Cli cli = verify(policy("key: {secretRef: {name: release}}", ""), "--secret", "release=" + broken);
        assertThat(cli.exit()).isEqualTo(2);
        assertThat(cli.all()).contains("secret release").doesNotContain("hunter2");
    }

    @Test
    void signaturesInAnotherRegistryWithPullSecrets() throws IOException {
        SIGSTORE.legacySignature(image, key).withoutLog().push(ArtefactStore.of(signatures.store(), "sigs"));
        String authority = "key: {data: \"" + key.pem().replace("\n", "\\n") + "\"}\n    source: [{oci: "
                + signatures.host() + "/sigs, signaturePullSecrets: [{name: pull}]}]";
        String policy = policy(authority, "");
        String config = "{\"auths\": {\"" + signatures.host() + "\": {\"auth\": \""
                + Base64.getEncoder().encodeToString("robot:s3cret-robot".getBytes(StandardCharsets.UTF_8)) + "\"}}}";
        Cli passed = verify(policy, "--secret", "pull=" + file("config.json", config));
        assertThat(passed.exit()).as(passed.all()).isZero();
        assertThat(images.count(".sig")).isZero();
        assertThat(signatures.count("sha256-" + image.hex() + ".sig")).isPositive();

        assertError(verify(policy), "ACCESS_DENIED", "secret \"pull\" not found");
        String wrong = config.replaceFirst("\"auth\": \"[^\"]*", "\"username\": \"robot\", \"password\": \"guess");
        Cli refused = verify(policy, "--secret", "pull=" + file("wrong.json", wrong));
        assertError(refused, "ACCESS_DENIED", "authority-0");
        assertThat(refused.all()).doesNotContain("guess");
        assertError(
                verify(policy(authority.replace(", signaturePullSecrets: [{name: pull}]", ""), "")),
                "ACCESS_DENIED",
                "authority-0");
        Cli unsigned = verify(
                policy(authority.replace("/sigs", "/none"), ""), "--secret", "pull=" + folder.resolve("config.json"));
        assertThat(unsigned.exit()).as(unsigned.all()).isEqualTo(1);
        assertThat(unsigned.out()).contains("UNSIGNED");
    }

    private String keyless(String trustRootSpec) {
        return policy(
                        "keyless: {trustRootRef: mine, identities: [{issuer: https://token.actions.githubusercontent.com, subjectRegExp: '^https://github.com/acme/app/.*$'}]}\n"
                                + "    ctlog: {trustRootRef: mine}",
                        "")
                + "---\napiVersion: policy.sigstore.dev/v1alpha1\nkind: TrustRoot\nmetadata: {name: mine}\nspec:\n"
                + trustRootSpec;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void aTrustRootAsRepository() throws IOException {
        SIGSTORE.legacySignature(image, TestSigner.github("acme/app")).push(ArtefactStore.of(images.store(), "app"));
        TestTufRepository tuf = new TestTufRepository(Instant.now().plusSeconds(3600));
        tuf.publish(1, "trusted_root.json", SIGSTORE.trustedRootJson());
        byte[] root = tuf.root(1, tuf.key);
        String spec = "  repository: {root: " + base64(root) + ", targets: targets, mirrorFS: ";
        Cli passed = verify(keyless(spec + base64(tuf.archive()) + "}\n"), "--offline");
        assertThat(passed.exit()).as(passed.all()).isZero();

        TestTufRepository foreign = new TestTufRepository(Instant.now().plusSeconds(3600));
        foreign.publish(1, "trusted_root.json", SIGSTORE.trustedRootJson());
        assertError(
                verify(keyless(spec + base64(foreign.archive()) + "}\n")),
                "TRUST_ROOT_UNAVAILABLE",
                "timestamp.json is signed by 0");
        String later = Instant.now().plusSeconds(7200).toString();
        assertError(
                verify(keyless(spec + base64(tuf.archive()) + "}\n"), "--at", later),
                "TRUST_ROOT_UNAVAILABLE",
                "expired");
        TestTufRepository stranger = new TestTufRepository(Instant.now().plusSeconds(3600));
        stranger.publish(1, "trusted_root.json", TestSigstore.create().trustedRootJson());
        String other = keyless("  repository: {root: " + base64(stranger.root(1, stranger.key)) + ", mirrorFS: "
                + base64(stranger.archive()) + "}\n");
        Cli refused = verify(other);
        assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
        assertError(
                verify(keyless(spec + base64(tuf.archive()) + "}\n").replace("name: mine", "name: other")),
                "TRUST_ROOT_UNAVAILABLE",
                "trustRootRef mine not found");
    }

    /** Of several names in a certificate a policy sees one: DNS before e-mail before URI. */
    @Test
    void theSubjectThatAPolicySees() throws IOException {
        TestIdentity several = new TestIdentity(
                List.of(
                        new GeneralName(GeneralName.uniformResourceIdentifier, "https://build.example/x"),
                        new GeneralName(GeneralName.rfc822Name, "me@build.example"),
                        new GeneralName(GeneralName.dNSName, "build.example")),
                Map.of(1, "https://issuer.example", 8, "https://issuer.example"));
        SIGSTORE.legacySignature(image, TestSigner.keyless(several)).push(ArtefactStore.of(images.store(), "app"));
        String root = file("trusted_root.json", new String(SIGSTORE.trustedRootJson(), StandardCharsets.UTF_8));
        String policy = policy(
                "keyless: {identities: [{issuer: https://issuer.example, subject: https://build.example/x}]}",
                "  policy:\n    type: rego\n    data: |\n      package sigstore\n"
                        + "      isCompliant { input.authorityMatches[_].signatures[_].subject == \"build.example\" }\n");
        Cli seen = verify(policy, "--trust-root", root);
        assertThat(seen.exit()).as(seen.all()).isZero();
        assertThat(verify(policy.replace("== \"build", "== \"me@build"), "--trust-root", root)
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void aTrustRootAsRemote() throws IOException {
        SIGSTORE.legacySignature(image, TestSigner.github("acme/app")).push(ArtefactStore.of(images.store(), "app"));
        TestTufRepository tuf = new TestTufRepository(Instant.now().plusSeconds(3600));
        tuf.publish(1, "trusted_root.json", SIGSTORE.trustedRootJson());
        HttpServer mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/tuf/", exchange -> {
            byte[] found = tuf.files.get(exchange.getRequestURI().getPath().substring("/tuf/".length()));
            exchange.sendResponseHeaders(found == null ? 404 : 200, found == null ? -1 : found.length);
            if (found != null) {
                exchange.getResponseBody().write(found);
            }
            exchange.close();
        });
        mirror.start();
        String url = "http://127.0.0.1:" + mirror.getAddress().getPort() + "/tuf";
        String root = base64(tuf.root(1, tuf.key));
        String policy = keyless("  remote: {mirror: \"" + url + "\", root: " + root + "}\n");
        String home = System.getProperty("user.home");
        try {
            System.setProperty("user.home", folder.resolve("home").toString());
            Cli passed = verify(policy);
            assertThat(passed.exit()).as(passed.all()).isZero();
            assertError(verify(policy, "--offline"), "TRUST_ROOT_UNAVAILABLE", "offline");
            System.setProperty("user.home", folder.resolve("new-home").toString());
            mirror.stop(0);
            assertError(verify(policy), "TRUST_ROOT_UNAVAILABLE", "Could not reach the TUF mirror");
            System.setProperty("user.home", folder.resolve("home").toString());
            assertThat(verify(policy).exit()).isZero();
        } finally {
            System.setProperty("user.home", home);
            mirror.stop(0);
        }
    }
}
