package io.jenkins.plugins.imagepolicy.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundSetter;

/** Pages and forms: escaped, without script or style of their own, and with help for every field. */
class ViewsTest {
    private static final String BASE = "io.jenkins.plugins.imagepolicy.jenkins";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

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
        return PluginResources.MAIN.resolve(type.getName().replace('.', '/')).resolve(name);
    }

    @Test
    void pagesEscapeByDefaultAndHoldNoScriptOrStyle() throws IOException {
        for (Path page : PluginResources.files(".jelly")) {
            String text = Files.readString(page);
            assertThat(text).as(page.toString()).startsWith("<?jelly escape-by-default='true'?>");
            assertThat(text.replaceAll("(?s)<st:documentation>.*?</st:documentation>", ""))
                    .as(page.toString())
                    .doesNotContainPattern("(?i)<script|<style|\\sstyle=|\\son[a-z]+=|javascript:");
        }
    }

    @Test
    void onlyTheChartIsWrittenWithoutEscaping() throws IOException {
        for (Path page : PluginResources.files(".jelly")) {
            assertThat(Files.readString(page).replace("<j:out value=\"${attrs.chart.svg(rootURL)}\"/>", ""))
                    .as(page.toString())
                    .doesNotContain("<j:out", "<st:out", "escape=\"false\"");
        }
    }
}
