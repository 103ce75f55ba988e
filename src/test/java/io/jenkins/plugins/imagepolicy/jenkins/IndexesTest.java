package io.jenkins.plugins.imagepolicy.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;

/** The indexes by which Jenkins finds extensions and symbols name all of them. */
class IndexesTest {
    private static final String BASE = "io.jenkins.plugins.imagepolicy.jenkins";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

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
        assertThat(Files.readAllLines(
                        PluginResources.MAIN.resolve("META-INF/services/annotations/org.jenkinsci.Symbol")))
                .containsExactlyInAnyOrderElementsOf(annotated);
    }
}
