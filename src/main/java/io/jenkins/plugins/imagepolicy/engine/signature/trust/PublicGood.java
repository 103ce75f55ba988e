package io.jenkins.plugins.imagepolicy.engine.signature.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** The trusted root of Sigstore's public-good instance, shipped as data (trusted_root.json of its TUF repository). */
public final class PublicGood {
    /** When the data was taken. */
    public static final Instant DATED = Instant.parse("2026-11-05T00:00:00Z");

    private static final Duration FRESH = Duration.ofDays(180);
    private static final String RESOURCE = "public-good-trusted-root.json";

    private PublicGood() {}

    public static TrustedRoot trustedRoot() throws TrustException {
        try (InputStream resource = PublicGood.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new TrustException(
                        "The public-good trusted root is missing from this build",
                        "Install the plugin anew, or name a trusted root file");
            }
            return TrustedRootReader.read("Sigstore public good, " + DATED, resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the data is so old that keys may have been added since; then what they sign is refused. */
    public static boolean isOld(Instant now) {
        return now.isAfter(DATED.plus(FRESH));
    }
}
