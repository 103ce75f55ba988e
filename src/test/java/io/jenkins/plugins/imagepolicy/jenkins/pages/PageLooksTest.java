package io.jenkins.plugins.imagepolicy.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages fit the window and can be read in both themes, and show what images are called as text. */
class PageLooksTest extends BrowserTest {
    @Test
    void fitEveryWidthAndThemeWithoutScriptOrStyleInline() throws Exception {
        SamplePages pages = speaking(Locale.ENGLISH);
        for (Map.Entry<String, String> page : pages.all().entrySet()) {
            String url = server.put(page.getKey(), page.getValue());
            for (int width : new int[] {1280, 400}) {
                for (boolean dark : new boolean[] {false, true}) {
                    browser.size(width, dark);
                    browser.open(url);
                    String name = page.getKey() + "-" + width + (dark ? "-dark" : "-light");
                    browser.picture(PICTURES.resolve(name + ".png"));
                    assertThat(browser.complaints()).as(name).isEmpty();
                    assertThat(texts("outside()"))
                            .as("%s: outside the page", name)
                            .isEmpty();
                    assertThat(texts("faint()"))
                            .as("%s: too faint to read", name)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void showHostileNamesAsText() throws Exception {
        SamplePages pages = speaking(Locale.ENGLISH);
        for (String name : List.of("report", "image")) {
            browser.size(1280, false);
            browser.open(server.put(name, pages.all().get(name)));
            assertThat(browser.script("document.body.innerText").asText()).contains(SamplePages.HOSTILE);
            assertThat(browser.script("document.querySelectorAll('main script:not([src]), [onload]').length")
                            .asInt())
                    .isZero();
        }
    }
}
