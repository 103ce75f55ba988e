package io.jenkins.plugins.imagepolicy.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Everything on the pages can be reached, seen and used without a mouse. */
class PageKeyboardTest extends BrowserTest {
    @Test
    void serveTheKeyboardAlone() throws Exception {
        SamplePages pages = speaking(Locale.ENGLISH);
        browser.size(1280, false);
        browser.open(server.put("report", pages.all().get("report")));
        List<String> reached = new ArrayList<>();
        int all = browser.script("focusable().length").asInt();
        for (int i = 0; i < all; i++) {
            browser.press("Tab");
            reached.add(browser.script("focusable().indexOf(document.activeElement)")
                    .asText());
            assertThat(browser.script("visiblyFocused()").asBoolean())
                    .as("focus is seen on %s", browser.script("document.activeElement.outerHTML"))
                    .isTrue();
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            order.add(String.valueOf(i));
        }
        assertThat(reached)
                .as("every link, field and button, in the order of the page")
                .isEqualTo(order);

        browser.script("document.querySelector('[data-verdict=fail]').focus()");
        browser.press(" ");
        assertThat(browser.script("document.activeElement.getAttribute('aria-pressed')")
                        .asText())
                .isEqualTo("true");
        assertThat(browser.script("[...document.querySelectorAll('#image-policy-images tbody tr')]"
                                + ".filter(r => r.getClientRects().length).every(r => r.dataset.verdict === 'fail')")
                        .asBoolean())
                .isTrue();
        browser.open(server.put("image", pages.all().get("image")));
        browser.script("document.querySelector('summary').focus()");
        browser.press("Enter");
        assertThat(browser.script("document.querySelector('details').open").asBoolean())
                .isTrue();
        assertThat(texts("nameless()")).as("fields and buttons without a name").isEmpty();
    }
}
