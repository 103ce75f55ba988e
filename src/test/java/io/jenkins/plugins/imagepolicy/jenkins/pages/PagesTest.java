package io.jenkins.plugins.imagepolicy.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Reports;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.report.ImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.JobImagePolicyAction;
import io.jenkins.plugins.imagepolicy.jenkins.report.JobImagePolicyActionFactory;
import io.jenkins.plugins.imagepolicy.jenkins.report.ReportReader;
import io.jenkins.plugins.imagepolicy.jenkins.step.VerifyImagePolicyStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plugin's pages in a real browser, under a policy that allows no script and no style but from files. Pictures of all
 * are left in {@code target/pages}.
 */
@Timeout(300)
class PagesTest {
    private static final String HOSTILE = "<script>alert(1)</script>/\"onload=x:1";
    private static final Path PICTURES = Path.of("target/pages");
    private static final int MANY = 500;

    private static Chromium browser;
    private static PageServer server;

    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();
    private Locale locale = Locale.ENGLISH;

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

    @Test
    void fitEveryWidthAndThemeWithoutScriptOrStyleInline() throws Exception {
        speak(Locale.ENGLISH);
        for (Map.Entry<String, String> page : pages().entrySet()) {
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
        speak(Locale.ENGLISH);
        for (String name : List.of("report", "image")) {
            browser.size(1280, false);
            browser.open(server.put(name, pages().get(name)));
            assertThat(browser.script("document.body.innerText").asText()).contains(HOSTILE);
            assertThat(browser.script("document.querySelectorAll('main script:not([src]), [onload]').length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void serveHundredsOfImages() throws Exception {
        speak(Locale.ENGLISH);
        Reports report = new Reports();
        for (int i = 0; i < MANY; i++) {
            boolean isUnsigned = i % 10 == 7;
            report.image(
                    "registry.example.com:5000/team/a-rather-long-service-name-" + i + ":2026.11." + i,
                    isUnsigned ? "fail" : "pass",
                    isUnsigned ? ReasonCode.UNSIGNED : null);
        }
        String html = page(publish(build("many"), "", report), "index");
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

    @Test
    void serveTheKeyboardAlone() throws Exception {
        speak(Locale.ENGLISH);
        browser.size(1280, false);
        browser.open(server.put("report", pages().get("report")));
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
        browser.open(server.put("image", pages().get("image")));
        browser.script("document.querySelector('summary').focus()");
        browser.press("Enter");
        assertThat(browser.script("document.querySelector('details').open").asBoolean())
                .isTrue();
        assertThat(texts("nameless()")).as("fields and buttons without a name").isEmpty();
    }

    @Test
    void speakGermanAndJapanese() throws Exception {
        Map<Locale, List<String>> words = Map.of(
                Locale.GERMAN, List.of("Versto\u00df", "Images durchsuchen", "Gepr\u00fcft"),
                Locale.JAPANESE, List.of("\u9055\u53cd", "\u691c\u7d22"));
        for (Locale language : words.keySet()) {
            speak(language);
            for (Map.Entry<String, String> page : pages().entrySet()) {
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
            String report = pages().get("report");
            assertThat(report).contains(words.get(language).get(0));
        }
    }

    /** Every page and every part that Jenkins includes in pages of its own. */
    private Map<String, String> pages() throws Exception {
        Fakes.FakeJob job = new Fakes.FakeJob(Files.createTempDirectory(folder, "job"));
        ImagePolicyAction action = null;
        for (int build = 0; build < 12; build++) {
            Fakes.FakeRun run = job.build();
            action = publish(run, "images", images(build));
        }
        Fakes.FakeRun run = job.getLastBuild();
        action = publish(
                run,
                "rendered manifests",
                new Reports()
                        .image("cgr.dev/chainguard/crossplane@sha256:" + "b".repeat(64), "pass", null)
                        .image(HOSTILE, "fail", ReasonCode.SIGNED_BY_OTHER)
                        .image(
                                "ghcr.io/example/digests@sha256:" + "c".repeat(64),
                                "fail",
                                ReasonCode.UNSIGNED,
                                "a-policy-with-a-name-of-its-own",
                                "No signature of sha256:" + "c".repeat(64) + " for ghcr.io/example/digests@sha256:"
                                        + "c".repeat(64) + " was found"));
        JobImagePolicyAction jobAction = (JobImagePolicyAction)
                new JobImagePolicyActionFactory().createFor(job).iterator().next();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("report", page(action, "index"));
        pages.put("image", page(action.getImage("2-1"), "index"));
        pages.put("job", page(jobAction, "index"));
        pages.put("jobs-own-page", included(job, jobAction));
        pages.put("builds-own-page", around("<table>" + jelly().fragment(action, "summary", Map.of()) + "</table>"));
        pages.put("damaged", page(damaged(), "index"));
        pages.put("form", around(jelly().fragment(step(), "config", Map.of())));
        return pages;
    }

    private static Reports images(int build) {
        Reports report = new Reports();
        report.image("ghcr.io/example/web:" + build, "pass", null);
        report.image(
                "ghcr.io/example/api:" + build,
                build % 4 == 0 ? "pass" : "fail",
                build % 4 == 0 ? null : ReasonCode.UNSIGNED);
        report.image(
                "ghcr.io/example/worker:" + build,
                build % 5 == 1 ? "error" : "pass",
                build % 5 == 1 ? ReasonCode.REGISTRY_UNREACHABLE : null);
        report.image("ghcr.io/example/old:" + build, "warn", ReasonCode.UNTIMESTAMPED);
        return build == 11 ? report.warning("The glob ghcr.io/** also matches images of others") : report;
    }

    private ImagePolicyAction damaged() throws Exception {
        Fakes.FakeRun run = build("damaged");
        ImagePolicyAction action = publish(run, "", new Reports().image("a:1", "fail", ReasonCode.UNSIGNED));
        Files.writeString(run.getRootDir().toPath().resolve("image-policy/1.json"), "{\"version\":1,");
        return action;
    }

    private static VerifyImagePolicyStep step() {
        VerifyImagePolicyStep step = new VerifyImagePolicyStep("policies/**");
        step.setImages(List.of("ghcr.io/example/app:1", "ghcr.io/example/db:1"));
        step.setRegistries(List.of(new RegistryEntry("ghcr.io")));
        return step;
    }

    /** As a job's page includes it: the box has the job as "it" and the action as "action". */
    private String included(Fakes.FakeJob job, JobImagePolicyAction action) throws Exception {
        String box = jelly().fragment(job, "floatingBox", Map.of("action", action));
        assertThat(box).as("the trend on the job's page").contains("<svg", "image-policy-trend__fail");
        return around(box + jelly().fragment(action, "jobMain", Map.of()));
    }

    private Fakes.FakeRun build(String name) throws Exception {
        return new Fakes.FakeJob(Files.createTempDirectory(folder, name)).build();
    }

    private static ImagePolicyAction publish(Fakes.FakeRun run, String name, Reports reports) throws Exception {
        String json = reports.json();
        ImagePolicyAction.publish(run, name, json, ReportReader.read(json));
        return run.getAction(ImagePolicyAction.class);
    }

    private void speak(Locale language) {
        locale = language;
        Locale.setDefault(language);
    }

    private JellyPages jelly() {
        return new JellyPages(locale, "");
    }

    private String page(Object it, String view) throws Exception {
        return jelly().page(it, view);
    }

    private static String around(String fragment) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"/><title>Page</title>"
                + "<link rel=\"stylesheet\" href=\"/jenkins.css\"/></head><body><main id=\"main-panel\">" + fragment
                + "</main></body></html>";
    }

    private static String shown() throws Exception {
        return browser.script("document.getElementById('image-policy-shown').textContent")
                .asText();
    }

    /** Result of one of the functions in probes.js. */
    private static List<String> texts(String call) throws Exception {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : browser.script(call)) {
            texts.add(text.asText());
        }
        return texts;
    }
}
