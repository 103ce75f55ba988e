package io.jenkins.plugins.imagepolicy.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages in other languages fit as well, and nothing is left in English. */
class PageLanguagesTest extends BrowserTest {
    @Test
    void speakGermanAndJapanese() throws Exception {
        Map<Locale, List<String>> words = Map.of(
                Locale.GERMAN, List.of("Versto\u00df", "Images durchsuchen", "Gepr\u00fcft"),
                Locale.JAPANESE, List.of("\u9055\u53cd", "\u691c\u7d22"));
        for (Locale language : words.keySet()) {
            Map<String, String> pages = speaking(language).all();
            for (Map.Entry<String, String> page : pages.entrySet()) {
                String url = server.put(language + "-" + page.getKey(), page.getValue());
                for (int width : new int[] {1280, 400}) {
                    browser.size(width, width == 400);
                    browser.open(url);
                    String name = page.getKey() + "-" + language + "-" + width;
                    browser.picture(PICTURES.resolve(name + ".png"));
                    assertThat(browser.complaints()).as(name).isEmpty();
                    assertThat(texts("outside()"))
                            .as("%s: outside the page", name)
                            .isEmpty();
                }
                assertThat(page.getValue())
                        .as(page.getKey())
                        .doesNotContain(">Verdict<", ">Policies<", "Reason and remedy");
            }
            String report = pages.get("report");
            assertThat(report).contains(words.get(language).get(0));
        }
    }
}
