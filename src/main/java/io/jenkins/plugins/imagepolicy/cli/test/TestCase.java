package io.jenkins.plugins.imagepolicy.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One test: what the policies are given and what they must say.
 *
 * @param line in the suite's file, from 1
 * @param image reference; with a manifest, the container images to judge, or every one when empty
 * @param configs image configuration (OCI image-spec config.md) of each platform; one for a plain image, none or several for an index
 * @param manifest Kubernetes resources that use the image
 * @param at time that the policies see
 */
public record TestCase(
        String name,
        int line,
        String image,
        List<JsonNode> configs,
        Optional<JsonNode> manifest,
        String namespace,
        Instant at,
        List<FixtureSignature> signatures,
        List<FixtureAttestation> attestations,
        Expectation expected) {
    public TestCase {
        configs = List.copyOf(configs);
        signatures = List.copyOf(signatures);
        attestations = List.copyOf(attestations);
    }
}
