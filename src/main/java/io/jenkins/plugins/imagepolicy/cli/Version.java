package io.jenkins.plugins.imagepolicy.cli;

/** Version of the program, from the jar's manifest. */
final class Version {
    private Version() {}

    static String line() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "image-policy " + (version == null ? "development" : version);
    }
}
