package io.jenkins.plugins.imagepolicy.cli.test;

import com.fasterxml.jackson.databind.JsonNode;

/** An attestation as a test states it: its signature, its type as URI and its predicate. */
public record FixtureAttestation(FixtureSignature signature, String predicateType, JsonNode predicate) {}
