package io.jenkins.plugins.imagepolicy.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of the program, from the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"image-policy " + (version == null ? "development" : version)};
    }
}
