package io.jenkins.plugins.imagepolicy.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;

/**
 * Configuration of an image for one platform.
 *
 * @param platform as the index says, else as the configuration says
 * @param manifest digest of the platform's manifest
 * @param json parsed strictly
 */
public record ImageConfig(Platform platform, Digest manifest, Digest digest, byte[] bytes, JsonNode json) {}
