package io.jenkins.plugins.imagepolicy.jenkins;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import hudson.Extension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** What reviewers and scanners of Jenkins plugins look for. */
class ConventionsTest {
    private static final String BASE = "io.jenkins.plugins.imagepolicy.jenkins";
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void webMethodsOfFormsTakeOnlyPostsAndCheckPermission() {
        methods()
                .that(describe("serve forms", ConventionsTest::isFormMethod))
                .should()
                .beAnnotatedWith(POST.class)
                .andShould(checkPermission())
                .check(CLASSES);
    }

    @Test
    void everyOtherWebMethodSaysHowItIsCalledAndChecksPermission() {
        methods()
                .that(describe("are web methods", ConventionsTest::isOtherWebMethod))
                .should()
                .beAnnotatedWith(GET.class)
                .orShould()
                .beAnnotatedWith(POST.class)
                .andShould(checkPermission())
                .check(CLASSES);
    }

    @Test
    void jenkinsCanReachWhatItBinds() {
        constructors()
                .that()
                .areAnnotatedWith(DataBoundConstructor.class)
                .should()
                .bePublic()
                .check(CLASSES);
        methods()
                .that()
                .areAnnotatedWith(DataBoundSetter.class)
                .should()
                .bePublic()
                .check(CLASSES);
        classes()
                .that()
                .areAnnotatedWith(Extension.class)
                .should()
                .bePublic()
                .andShould()
                .haveOnlyFinalFields()
                .orShould()
                .beAssignableTo("jenkins.model.GlobalConfiguration")
                .check(CLASSES);
    }

    @Test
    void theAdapterKnowsNothingOfTheEngineOrItsLibraries() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.jenkins.plugins.imagepolicy.engine..",
                        "io.jenkins.plugins.imagepolicy.cli..",
                        "dev.sigstore..",
                        "org.bouncycastle..",
                        "org.yaml..",
                        "com.google..",
                        "dev.cel..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .because("each class is a remote call on the agent")
                .check(CLASSES);
    }

    @Test
    void theExtensionIndexListsEveryExtension() throws Exception {
        Set<String> annotated = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Extension.class))
                .forEach(type -> annotated.add(type.getName()));
        Set<String> indexed = new TreeSet<>();
        for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class)) {
            indexed.add(item.className());
        }
        assertThat(indexed).isEqualTo(annotated).hasSizeGreaterThan(5);
    }

    @Test
    void theSymbolIndexListsEverySymbol() throws IOException {
        Set<String> annotated = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Symbol.class))
                .forEach(type -> annotated.add(type.getName()));
        assertThat(Files.readAllLines(RESOURCES.resolve("META-INF/services/annotations/org.jenkinsci.Symbol")))
                .containsExactlyInAnyOrderElementsOf(annotated);
    }

    @Test
    void everyFieldOfAFormHasHelp() throws IOException {
        for (JavaClass type : CLASSES) {
            for (JavaMethod method : type.getMethods()) {
                if (method.isAnnotatedWith(DataBoundSetter.class)) {
                    String field = Character.toLowerCase(method.getName().charAt(3))
                            + method.getName().substring(4);
                    assertThat(resource(type, "help-" + field + ".html")).exists();
                    assertThat(Files.readString(resource(type, "config.jelly")))
                            .as("form of %s", type.getSimpleName())
                            .contains("field=\"" + field + "\"");
                }
            }
        }
    }

    private static Path resource(JavaClass type, String name) {
        return RESOURCES.resolve(type.getName().replace('.', '/')).resolve(name);
    }

    @Test
    void pagesEscapeByDefaultAndHoldNoScriptOrStyle() throws IOException {
        for (Path page : files(".jelly")) {
            String text = Files.readString(page);
            assertThat(text).as(page.toString()).startsWith("<?jelly escape-by-default='true'?>");
            assertThat(text.replaceAll("(?s)<st:documentation>.*?</st:documentation>", ""))
                    .as(page.toString())
                    .doesNotContainPattern("(?i)<script|<style|\\sstyle=|\\son[a-z]+=|javascript:");
        }
    }

    @Test
    void onlyTheChartIsWrittenWithoutEscaping() throws IOException {
        for (Path page : files(".jelly")) {
            assertThat(Files.readString(page).replace("<j:out value=\"${attrs.chart.svg(rootURL)}\"/>", ""))
                    .as(page.toString())
                    .doesNotContain("<j:out", "<st:out", "escape=\"false\"");
        }
    }

    @Test
    void everyMessageIsTranslated() throws IOException {
        for (Path english : files("Messages.properties")) {
            for (String language : List.of("de", "ja")) {
                Path translated = english.resolveSibling("Messages_" + language + ".properties");
                assertThat(keys(translated)).as(translated.toString()).isEqualTo(keys(english));
                for (String key : keys(english)) {
                    assertThat(placeholders(load(translated).getProperty(key)))
                            .as("%s in %s", key, translated)
                            .isEqualTo(placeholders(load(english).getProperty(key)));
                }
            }
        }
    }

    @Test
    void everyTextOfAPageIsTranslated() throws IOException {
        for (Path page : files(".jelly")) {
            Set<String> texts = new TreeSet<>();
            var matcher = java.util.regex.Pattern.compile("\\$\\{%([^}(]+)").matcher(Files.readString(page));
            while (matcher.find()) {
                texts.add(matcher.group(1));
            }
            for (String language : texts.isEmpty() ? List.<String>of() : List.of("de", "ja")) {
                String name = page.getFileName().toString().replace(".jelly", "_" + language + ".properties");
                assertThat(keys(page.resolveSibling(name)))
                        .as("%s in %s", page, language)
                        .isEqualTo(texts);
            }
        }
    }

    @Test
    void everyHelpIsTranslatedWithItsCode() throws IOException {
        List<Path> helps = files(".html").stream()
                .filter(file -> file.getFileName().toString().matches("help[^_]*\\.html"))
                .toList();
        assertThat(helps).hasSizeGreaterThan(20);
        for (Path english : helps) {
            for (String language : List.of("de", "ja")) {
                Path translated = english.resolveSibling(
                        english.getFileName().toString().replace(".html", "_" + language + ".html"));
                assertThat(translated).exists();
                assertThat(codes(translated)).as(translated.toString()).isEqualTo(codes(english));
                assertThat(Files.readString(translated)).isNotEqualTo(Files.readString(english));
            }
        }
    }

    private static Set<String> codes(Path help) throws IOException {
        Set<String> codes = new TreeSet<>();
        var matcher = java.util.regex.Pattern.compile("<code>(.*?)</code>").matcher(Files.readString(help));
        while (matcher.find()) {
            codes.add(matcher.group(1));
        }
        return codes;
    }

    private static Set<String> placeholders(String message) {
        Set<String> found = new TreeSet<>();
        var matcher = java.util.regex.Pattern.compile("\\{\\d}").matcher(message);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Set<String> keys(Path file) throws IOException {
        return new TreeSet<>(load(file).stringPropertyNames());
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream content = Files.newInputStream(file)) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .as("%s is ASCII", file)
                    .matches("(?s)\\p{ASCII}*");
        }
        try (InputStream content = Files.newInputStream(file)) {
            properties.load(content);
        }
        return properties;
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<Path> found = new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(suffix)).toList());
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static boolean isFormMethod(JavaMethod method) {
        return method.getName().matches("do(Check|Fill|AutoComplete|Validate|Test)[A-Z].*");
    }

    private static boolean isOtherWebMethod(JavaMethod method) {
        return method.getName().matches("do[A-Z].*") && !isFormMethod(method);
    }

    /** Itself, or through a method of the same class or of the forms' common one. */
    private static ArchCondition<JavaMethod> checkPermission() {
        return new ArchCondition<>("check permission") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean checks = checks(method, 3);
                events.add(new SimpleConditionEvent(method, checks, method.getFullName() + " checks no permission"));
            }
        };
    }

    private static boolean checks(JavaMethod method, int depth) {
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getName().equals("hasPermission")
                        || call.getName().equals("checkPermission")
                        || (depth > 0
                                && call.getTargetOwner().getPackageName().startsWith(BASE)
                                && call.getTarget()
                                        .resolveMember()
                                        .map(target -> checks(target, depth - 1))
                                        .orElse(false)));
    }
}
