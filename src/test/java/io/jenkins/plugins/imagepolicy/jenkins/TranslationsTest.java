package io.jenkins.plugins.imagepolicy.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every text that a user reads is there in every language that the plugin speaks. */
class TranslationsTest {
    private static final List<String> LANGUAGES = List.of("de", "ja");

    @Test
    void everyMessageIsTranslated() throws IOException {
        for (Path english : PluginResources.files("Messages.properties")) {
            for (String language : LANGUAGES) {
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
        for (Path page : PluginResources.files(".jelly")) {
            Set<String> texts = new TreeSet<>();
            var matcher = java.util.regex.Pattern.compile("\\$\\{%([^}(]+)").matcher(Files.readString(page));
            while (matcher.find()) {
                texts.add(matcher.group(1));
            }
            for (String language : texts.isEmpty() ? List.<String>of() : LANGUAGES) {
                String name = page.getFileName().toString().replace(".jelly", "_" + language + ".properties");
                assertThat(keys(page.resolveSibling(name)))
                        .as("%s in %s", page, language)
                        .isEqualTo(texts);
            }
        }
    }

    @Test
    void everyHelpIsTranslatedWithItsCode() throws IOException {
        List<Path> helps = PluginResources.files(".html").stream()
                .filter(file -> file.getFileName().toString().matches("help[^_]*\\.html"))
                .toList();
        assertThat(helps).hasSizeGreaterThan(20);
        for (Path english : helps) {
            for (String language : LANGUAGES) {
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
}
