package io.jenkins.plugins.imagepolicy.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.CipTables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageGlobTest {
    private static final String DIGEST = "@sha256:" + "ab".repeat(32);

    @Test
    void upstreamsRows() {
        CipTables.run("globs", CipTables.json("glob/glob-upstream.json").path("cases"), Map.of(), row -> {
            String image = row.path("image").asText();
            String glob = row.path("glob").asText();
            boolean error = false;
            boolean match = false;
            try {
                ImageGlob compiled = ImageGlob.compile(glob);
                match = compiled.matches(ImageReference.parse(image).canonical()) || compiled.matches(image);
            } catch (IllegalArgumentException | InvalidReferenceException e) {
                error = true;
            }
            assertThat(error).isEqualTo(row.path("error").asBoolean());
            assertThat(match).isEqualTo(row.path("match").asBoolean());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/org/app*, ghcr.io/org/app, true",
        "ghcr.io/org/app, ghcr.io/org/app, false",
        "ghcr.io/org/app:*, ghcr.io/org/app, false",
        "ghcr.io/org/app:v1, ghcr.io/org/app, false",
        "ghcr.io/org/app@*, ghcr.io/org/app, true",
        "ghcr.io/org/*, ghcr.io/org/app, true",
        "ghcr.io/org/*, ghcr.io/org/team/app, false",
        "ghcr.io/org/**, ghcr.io/org/team/app, true",
        "ghcr.io/**/app*, ghcr.io/org/team/app, true",
        "ghcr.io/org/***, ghcr.io/org/team/app, true",
        "ghcr.io/*/*:*, ghcr.io/org/app, true",
        "*/*, index.docker.io/org/app, true",
        "*/*, ghcr.io/org/app, false",
        "*, index.docker.io/library/nginx, true",
        "*, index.docker.io/org/app, false",
        "**, ghcr.io/a/b/c/d, true",
        "nginx*, index.docker.io/library/nginx, false",
        "ghcr.io/org/a.p*, ghcr.io/org/app, false",
        "ghcrxio/**, ghcr.io/app, false",
        "GHCR.io/**, ghcr.io/app, false"
    })
    void matchesTheCanonicalDigestForm(String glob, String repository, boolean matches) {
        assertThat(ImageGlob.compile(glob).matches(repository + DIGEST)).isEqualTo(matches);
    }

    @Test
    void matchesAWholeDigest() {
        assertThat(ImageGlob.compile("ghcr.io/org/app" + DIGEST).matches("ghcr.io/org/app" + DIGEST))
                .isTrue();
        assertThat(ImageGlob.compile("ghcr.io/org/app" + DIGEST).matches("ghcr.io/org/app" + DIGEST + "0"))
                .isFalse();
    }

    @Test
    void refusesOtherCharacters() {
        for (String glob : new String[] {"", "a?b", "a b", "[a]", "$FOO*", "ä", "a\nb", "a\\b", "a!b"}) {
            assertThatThrownBy(() -> ImageGlob.compile(glob)).hasMessage("invalid glob \"" + glob + "\"");
        }
    }

    @Test
    void manyWildcardsCostNothing() {
        ImageGlob glob = ImageGlob.compile("**a".repeat(300) + "b");
        assertThat(glob.matches("a".repeat(5000))).isFalse();
    }
}
