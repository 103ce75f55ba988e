package io.jenkins.plugins.imagepolicy.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A report of hundreds of images opens and filters fast enough to be of use. */
class ManyImagesTest extends BrowserTest {
    private static final int MANY = 500;

    @Test
    void serveHundredsOfImages() throws Exception {
        SamplePages pages = speaking(Locale.ENGLISH);
        Reports report = new Reports();
        for (int i = 0; i < MANY; i++) {
            boolean isUnsigned = i % 10 == 7;
            report.image(
                    "registry.example.com:5000/team/a-rather-long-service-name-" + i + ":2026.11." + i,
                    isUnsigned ? "fail" : "pass",
                    isUnsigned ? ReasonCode.UNSIGNED : null);
        }
        String html = pages.page(SamplePages.publish(pages.build("many"), "", report), "index");
        browser.size(1280, false);
        long start = System.nanoTime();
        browser.open(server.put("many", html));
        assertThat((System.nanoTime() - start) / 1_000_000).as("ms to load").isLessThan(8_000);
        browser.picture(PICTURES.resolve("many-1280-light.png"));
        assertThat(shown()).isEqualTo(MANY + " / " + MANY);

        browser.script("document.getElementById('image-policy-search').focus()");
        browser.type("name-49");
        assertThat(shown()).isEqualTo("11 / " + MANY);
        browser.type(" unsigned");
        assertThat(shown()).isEqualTo("1 / " + MANY);
        assertThat(browser.script("[...document.querySelectorAll('#image-policy-images tbody tr')]"
                                + ".filter(r => r.getClientRects().length).length")
                        .asInt())
                .isEqualTo(1);
        browser.type(" nowhere");
        assertThat(browser.script("document.getElementById('image-policy-none').hidden")
                        .asBoolean())
                .isFalse();
        assertThat(browser.script("(() => { const s = document.getElementById('image-policy-search'); s.value = '';"
                                + " const t = performance.now(); s.dispatchEvent(new Event('input'));"
                                + " document.body.offsetHeight; return performance.now() - t; })()")
                        .asDouble())
                .as("ms to filter and lay out")
                .isLessThan(1_000);
        assertThat(browser.complaints()).isEmpty();
        browser.size(400, true);
        browser.open(server.put("many", html));
        assertThat(texts("outside()")).isEmpty();
    }

    private static String shown() throws Exception {
        return browser.script("document.getElementById('image-policy-shown').textContent")
                .asText();
    }
}
