package io.jenkins.plugins.imagepolicy.jenkins.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real browser and a server whose policy allows no script and no style but from files. Pictures are left in
 * {@code target/pages}.
 */
@Timeout(300)
abstract class BrowserTest {
    static final Path PICTURES = Path.of("target/pages");

    static Chromium browser;
    static PageServer server;

    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();

    @BeforeAll
    static void open() throws Exception {
        browser = Chromium.start();
        server = new PageServer();
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    /** Pages in that language, which is also the one that messages are looked up for. */
    SamplePages speaking(Locale language) {
        Locale.setDefault(language);
        return new SamplePages(folder, language);
    }

    /** Result of one of the functions in probes.js. */
    static List<String> texts(String call) throws Exception {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : browser.script(call)) {
            texts.add(text.asText());
        }
        return texts;
    }
}
