package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy sees as {@code input.config}, and what an image could try there. */
class ImageConfigInputTest {
    private static final Policy NON_ROOT = Policies.one("""
            apiVersion: policy.sigstore.dev/v1beta1
            kind: ClusterImagePolicy
            metadata: {name: p}
            spec:
              images: [{glob: "**"}]
              authorities: [{static: {action: pass}}]
              policy:
                fetchConfigFile: true
                type: cue
                data: |
                  config: [string]: config: User: "65532"
            """);
    private static final String GOOD = config("linux", "amd64", "\"User\": \"65532\"");

    private final Fakes.MemoryRepository repository =
            new Fakes.MemoryRepository(Fakes.parse("ghcr.io/org/app").repository());

    private static String config(String os, String architecture, String fields) {
        return "{\"os\": \"" + os + "\", \"architecture\": \"" + architecture + "\", \"config\": {" + fields + "}}";
    }

    private PolicyResult judge(Manifest manifest) {
        return Policies.judge(
                NON_ROOT,
                Fakes.candidate("ghcr.io/org/app@" + manifest.digest(), repository, manifest),
                Fakes.judging(null));
    }

    private void refused(Manifest manifest, String message) {
        PolicyResult result = judge(manifest);
        assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(result.reasons()).singleElement().satisfies(r -> {
            assertThat(r.code()).isEqualTo(ReasonCode.CONTENT_INVALID);
            assertThat(r.message()).contains(message);
        });
    }

    @Test
    void fieldsAreThoseOfGoContainerregistry() {
        PolicyResult result = judge(repository.image("""
                {"os": "windows", "architecture": "arm", "variant": "v7", "os.version": "10.0.1", "created": "2023-01-04T01:02:03.4500Z",
                 "moby.buildkit.cache": "x", "history": [], "rootfs": {"type": "layers", "diff_ids": []},
                 "config": {"User": "65532", "Env": [], "Labels": null, "Tty": false, "Cmd": ["a"], "Unknown": 1}}
                """));
        assertThat(result.verdict()).as(Policies.messages(result)).isEqualTo(Verdict.PASS);
        JsonNode config = result.explanation().at("/policies/0/input/config");
        assertThat(config.toString())
                .isEqualTo(
                        "{\"windows/arm/v7:10.0.1\":{\"architecture\":\"arm\",\"created\":\"2023-01-04T01:02:03.45Z\","
                                + "\"os\":\"windows\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},"
                                + "\"config\":{\"Cmd\":[\"a\"],\"User\":\"65532\"},\"os.version\":\"10.0.1\",\"variant\":\"v7\"}}");
    }

    @Test
    void everyPlatformIsSeen() {
        Manifest good = repository.image(GOOD);
        Manifest root = repository.image(config("linux", "arm64", "\"User\": \"0\""));
        assertThat(judge(repository.index(good)).verdict()).isEqualTo(Verdict.PASS);
        PolicyResult result = judge(repository.index(good, root));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Policies.messages(result)).contains("config.\"linux/arm64\".config.User: conflicting values");
        assertThat(judge(repository.index(repository.index(root), good)).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    /** Of two images of one platform a policy would see the last, and a node could run the first. */
    @Test
    void twoImagesOfOnePlatform() {
        Manifest root = repository.image(config("linux", "amd64", "\"User\": \"0\""));
        refused(repository.index(root, repository.image(GOOD)), "two images for linux/amd64");
    }

    /** A node runs what the index claims for its platform, whatever platform the configuration names. */
    @Test
    void disguisedPlatform() {
        Manifest disguised = repository.image(config("plan9", "mips", "\"User\": \"65532\""));
        refused(repository.indexOf(new Platform("linux", "amd64", ""), disguised), "is for linux/amd64");
    }

    @Test
    void attestationsOfBuildKitAreSeenAsUnknown() {
        Manifest one = repository.image(config("unknown", "unknown", "\"User\": \"65532\""));
        Manifest two = repository.image(config("unknown", "unknown", "\"User\": \"65532\", \"Tty\": true"));
        PolicyResult result = judge(repository.indexOf(new Platform("unknown", "unknown", ""), one, two));
        assertThat(result.verdict()).as(Policies.messages(result)).isEqualTo(Verdict.PASS);
        assertThat(result.explanation().at("/policies/0/input/config").has("unknown/unknown"))
                .isTrue();
    }

    /** Go, which starts the containers, reads {@code user} as {@code User}, and folds more than ASCII. */
    @ParameterizedTest
    @CsvSource({"user", "USER", "u\u017Fer"})
    void fieldsInAnotherCase(String name) {
        refused(
                repository.image(config("linux", "amd64", "\"User\": \"65532\", \"" + name + "\": \"0\"")),
                "which container tools read differently");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"os\": \"linux\", \"os\": \"x\"}|no valid JSON",
                "[]|no JSON object",
                "{|no valid JSON",
                "{} {}|no valid JSON",
                "{\"os\": 1}|no text",
                "{\"config\": []}|no object",
                "{\"created\": \"yesterday\"}|no RFC 3339 time",
                "{\"Config\": {}}|read differently"
            })
    void malformedConfigurations(String config, String message) {
        refused(repository.image(config), message);
    }

    @Test
    void missingParts() {
        Manifest manifest = repository.image(GOOD);
        repository.blobs.clear();
        refused(manifest, "is not in ghcr.io/org/app");
        Manifest index = repository.index(manifest);
        repository.manifests.remove(manifest.digest());
        refused(index, "does not have");
    }
}
