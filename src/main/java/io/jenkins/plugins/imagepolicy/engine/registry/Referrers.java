package io.jenkins.plugins.imagepolicy.engine.registry;

import java.util.List;

/**
 * What a registry's referrers API answered.
 *
 * @param supported false when the registry has no such API (404), so that the fallback tag must be read
 * @param descriptors as listed, all pages; artifact types in it are claims and must be checked against the manifests
 */
public record Referrers(boolean supported, List<Descriptor> descriptors) {
    public static final Referrers UNSUPPORTED = new Referrers(false, List.of());

    public Referrers {
        descriptors = List.copyOf(descriptors);
    }
}
