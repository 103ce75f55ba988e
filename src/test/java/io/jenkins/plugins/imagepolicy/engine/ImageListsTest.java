package io.jenkins.plugins.imagepolicy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import org.junit.jupiter.api.Test;

class ImageListsTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @Test
    void readsOneReferenceALine() throws InputException {
        assertThat(read("# built\nr.example/a:1\n\n  r.example/b@" + DIGEST + "   # the second\n"))
                .containsExactly("r.example/a:1", "r.example/b@" + DIGEST);
    }

    @Test
    void readsJibsMetadataByDigest() throws InputException {
        assertThat(read("{\"image\":\"r.example:5000/a:1\",\"imageId\":\"x\",\"imageDigest\":\"" + DIGEST
                        + "\",\"tags\":[\"1\"]}"))
                .containsExactly("r.example:5000/a@" + DIGEST);
    }

    @Test
    void refusesMetadataWithoutDigest() {
        assertThatThrownBy(() -> read("{\"image\":\"r.example/a:1\"}")).hasMessageContaining("imageDigest");
    }

    @Test
    void refusesAFileThatNamesNothing() {
        assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("names no image");
        assertThatThrownBy(() -> read("{")).hasMessageContaining("malformed JSON at line 1");
    }

    private static java.util.List<String> read(String text) throws InputException {
        return ImageLists.read(new SourceText("images.txt", text));
    }
}
