package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** fetchConfigFile, includeSpec, includeObjectMeta and includeTypeMeta with the policies and manifests of this repository. */
class FourFeaturesTest {
    private static final String REPORT =
            "registry.example/tools/report@sha256:7a1c0c8e35d4bdbf7c1f04cbea7cf0bde73fb2d6d0f2d9a8d98b6dd19b2c1e55";

    /** The configuration of Docker Hub's busybox of January 2023, as {@code crane config} printed it, shortened. */
    private static final String BUSYBOX = """
            {"architecture": "amd64", "os": "linux", "created": "2023-01-04T01:19:41.713369468Z", "docker_version": "20.10.12",
             "config": {"Hostname": "", "User": "", "AttachStdin": false, "Env": ["PATH=/usr/local/bin:/usr/bin:/bin"],
                        "Cmd": ["sh"], "Volumes": null, "Entrypoint": null, "Labels": null},
             "container_config": {"Hostname": "78be87834474"},
             "history": [{"created": "2023-01-04T01:19:41.612792834Z", "created_by": "/bin/sh -c #(nop) ADD file:4bd5 in / "},
                         {"created": "2023-01-04T01:19:41.713369468Z", "created_by": "/bin/sh -c #(nop) CMD", "empty_layer": true}],
             "rootfs": {"type": "layers", "diff_ids": ["sha256:b64792c17e4ad443d16b218afb3a8f5d03ca0f4ec49b11c1a7aebe17f6c3c1d2"]}}
            """;

    private static String file(String folder, String name) throws IOException {
        return Files.readString(Path.of("images", folder, "four-features", name + ".yaml"));
    }

    private static Policy policy(String name) throws IOException {
        PolicySet set = Policies.load(file("policies", name));
        assertThat(set.diagnostics()).as("not even a lint").isEmpty();
        return set.policies().get(0);
    }

    private static Candidate busybox(String... configs) {
        Fakes.MemoryRepository repository =
                new Fakes.MemoryRepository(Fakes.parse("busybox").repository());
        Manifest[] platforms = new Manifest[configs.length];
        for (int i = 0; i < configs.length; i++) {
            platforms[i] = repository.image(configs[i]);
        }
        Manifest manifest = configs.length == 1 ? platforms[0] : repository.index(platforms);
        return Fakes.candidate("busybox@" + manifest.digest(), repository, manifest);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-01-20T00:00:00Z, PASS",
        "2023-02-03T01:19:41Z, PASS",
        "2023-02-03T01:19:42Z, FAIL",
        "2026-11-22T00:00:00Z, FAIL"
    })
    void buildHorizon(String now, Verdict verdict) throws IOException {
        PolicyResult result = Policies.judge(
                policy("fetch-config-file"), busybox(BUSYBOX), Fakes.judging(null, Instant.parse(now), false));
        assertThat(result.verdict()).as(Policies.messages(result)).isEqualTo(verdict);
        if (verdict == Verdict.FAIL) {
            assertThat(Policies.messages(result)).contains("not built within the last 30 days: linux/amd64");
        }
        assertThat(result.explanation()
                        .at("/policies/0/input/config/linux~1amd64/created")
                        .asText())
                .isEqualTo("2023-01-04T01:19:41.713369468Z");
        assertThat(result.explanation()
                        .at("/policies/0/input/config/linux~1amd64")
                        .has("container_config"))
                .isFalse();
    }

    /** CUE cannot tell the time, so its horizon is a date in the policy; moving the date moves the verdict. */
    @Test
    void buildHorizonByDateInCue() throws IOException {
        Candidate candidate = busybox(BUSYBOX);
        assertThat(Policies.judge(policy("fetch-config-file-cue"), candidate, Fakes.judging(null))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        String later = file("policies", "fetch-config-file-cue").replace("2022-12-21", "2026-10-23");
        PolicyResult result = Policies.judge(Policies.one(later), candidate, Fakes.judging(null));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Policies.messages(result)).contains("config.\"linux/amd64\".created");
    }

    @Test
    void oneOldPlatformIsEnoughToRefuse() throws IOException {
        String fresh = BUSYBOX.replace("amd64", "arm64").replace("2023-01-04", "2026-11-20");
        PolicyResult result = Policies.judge(policy("fetch-config-file"), busybox(BUSYBOX, fresh), Fakes.judging(null));
        assertThat(Policies.messages(result)).contains("linux/amd64").doesNotContain("arm64");
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"include-spec", "include-object-meta", "include-type-meta"})
    void workloads(String name) throws IOException {
        Policy policy = policy(name);
        Candidate image = Fakes.candidate(REPORT);
        PolicyResult passing =
                Policies.judge(policy, Fakes.in(image, file("manifests", "passing")), Fakes.judging(null));
        assertThat(passing.verdict()).as(Policies.messages(passing)).isEqualTo(Verdict.PASS);
        PolicyResult failing =
                Policies.judge(policy, Fakes.in(image, file("manifests", "failing")), Fakes.judging(null));
        assertThat(failing.verdict()).isEqualTo(Verdict.FAIL);
        String expected =
                switch (name) {
                    case "include-spec" -> "shares with its host: hostNetwork, hostPID";
                    case "include-object-meta" -> "switches AppArmor off; no label 'owner'";
                    default -> "typemeta.apiVersion";
                };
        assertThat(Policies.messages(failing)).contains(expected);
    }
}
