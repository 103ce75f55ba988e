package io.jenkins.plugins.imagepolicy.engine;

/** Version of the gate, from the jar's manifest. */
final class ToolVersion {
    private ToolVersion() {}

    static String current() {
        String version = ToolVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
