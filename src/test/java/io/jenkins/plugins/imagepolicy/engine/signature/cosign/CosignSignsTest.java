package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import io.jenkins.plugins.imagepolicy.engine.registry.http.HttpRegistries;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real cosign signs and attests in a live registry; we verify what it pushed there. */
class CosignSignsTest {
    @TempDir
    private Path home;

    @ParameterizedTest(name = "cosign {0}, {1}, referrers API {2}")
    @CsvSource({"2, LEGACY, true", "2, LEGACY, false", "3, LEGACY, true", "3, BUNDLE, false", "3, BUNDLE, true"})
    void byKey(int version, SignatureFormat format, boolean referrersApi) throws Exception {
        RealCosign cosign = RealCosign.find(version, home);
        Path prefix = home.resolve("k");
        succeed(cosign, List.of("generate-key-pair", "--output-key-prefix", prefix.toString()));
        PublicKey key =
                Keys.parsePublicKeys(Files.readString(home.resolve("k.pub"))).get(0);
        Path predicate = Files.writeString(
                home.resolve("predicate.json"),
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"metadata\":\"münchen ✓\"}");
        LocalRegistry.Options options = new LocalRegistry.Options(referrersApi, "", "");
        try (LocalRegistry registry = LocalRegistry.start(options);
                Registries registries = registries(registry)) {
            Digest image = ArtefactStore.of(registry.store(), "app").image("v1");
            String reference = registry.host() + "/app@" + image;
            succeed(cosign, arguments(version, format, "sign", List.of("-a", "env=prod", reference)));
            succeed(
                    cosign,
                    arguments(
                            version,
                            format,
                            "attest",
                            List.of("--type", "cyclonedx", "--predicate", predicate.toString(), reference)));
            Search search = Search.in(registries.repository(new RepositoryName(registry.host(), "app")), image);
            assertVerified(search, demand(key, format, Map.of("env", "prod")));
            assertRefused(search, demand(TestKeys.pair("P-256").getPublic(), format, Map.of()));
            assertRefused(search, demand(key, format, Map.of("env", "test")));
        }
    }

    private static Registries registries(LocalRegistry registry) throws RegistryException {
        return new HttpRegistries(RegistryOptions.builder()
                .insecureHosts("http://" + registry.host())
                .build());
    }

    private List<String> arguments(int version, SignatureFormat format, String command, List<String> last) {
        List<String> arguments =
                new ArrayList<>(List.of(command, "--key", home.resolve("k.key").toString()));
        arguments.addAll(List.of("--allow-http-registry", "--allow-insecure-registry", "--tlog-upload=false", "-y"));
        if (version == 3) {
            arguments.add("--use-signing-config=false");
            arguments.add("--new-bundle-format=" + (format == SignatureFormat.BUNDLE));
        }
        arguments.addAll(last);
        return arguments;
    }

    private static void succeed(RealCosign cosign, List<String> arguments) {
        assertThat(cosign.run(arguments, "")).as(cosign.output()).isZero();
    }

    private static Demand demand(PublicKey key, SignatureFormat format, Map<String, String> annotations) {
        Demand any = TestSigstore.keyed(key);
        return new Demand(any.signer(), any.log(), any.timestamp(), format, annotations);
    }

    private static void assertVerified(Search search, Demand demand) throws Exception {
        CosignVerifier verifier = new CosignVerifier();
        Verification<?> signatures = verifier.signatures(search, demand);
        assertThat(signatures.verified()).as(signatures.refusals().toString()).hasSize(1);
        Verification<?> attestations = verifier.attestations(search, demand, Set.of("https://cyclonedx.org/bom"));
        assertThat(attestations.verified())
                .as(attestations.refusals().toString())
                .hasSize(1);
    }

    private static void assertRefused(Search search, Demand demand) throws Exception {
        assertThat(new CosignVerifier().signatures(search, demand).verified()).isEmpty();
    }
}
