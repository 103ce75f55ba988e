package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.KyvernoTables;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPath;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImageTablesTest {
    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Test
    void wildcards() {
        KyvernoTables.run(
                "wildcard-match",
                Map.of(),
                row -> Wildcard.matches(
                                row.path("pattern").asText(), row.path("text").asText())
                        == row.path("want").asBoolean());
        KyvernoTables.run(
                "wildcard-contains",
                Map.of(),
                row -> Wildcard.isPattern(row.at("/args/v").asText())
                        == row.path("want").asBoolean());
        KyvernoTables.run("wildcard-match-patterns", Map.of(), ImageTablesTest::firstPair);
    }

    private static boolean firstPair(JsonNode row) {
        for (String name : texts(row.path("names"))) {
            for (String pattern : texts(row.path("patterns"))) {
                if (Wildcard.matches(pattern, name)) {
                    return row.path("want").asBoolean()
                            && row.path("wantPattern").asText().equals(pattern)
                            && row.path("wantName").asText().equals(name);
                }
            }
        }
        return !row.path("want").asBoolean();
    }

    @Test
    void references() {
        KyvernoTables.run("image-parse", Map.of(), ImageTablesTest::parses);
        KyvernoTables.run("image-add-default-registry", Map.of(), row -> KyvernoImage.withRegistry(
                        row.path("input").asText(), row.path("defaultRegistry").asText())
                .equals(row.path("want").asText()));
        KyvernoTables.run(
                "image-matches",
                Map.of(),
                row -> texts(row.path("patterns")).stream()
                                .anyMatch(p ->
                                        Wildcard.matches(p, row.path("image").asText()))
                        == row.path("want").asBoolean());
        KyvernoTables.run("jmespath-image-normalize", Map.of(), ImageTablesTest::normalizes);
    }

    private static boolean parses(JsonNode row) {
        KyvernoImage image;
        try {
            image = KyvernoImage.parse(
                    row.path("raw").asText(),
                    row.path("defaultRegistry").asText(),
                    row.path("enableDefaultRegistryMutation").asBoolean());
        } catch (InvalidReferenceException e) {
            return row.path("wantError").asBoolean();
        }
        Map<String, String> actual = Map.of(
                "name",
                image.name(),
                "path",
                image.path(),
                "registry",
                image.registry(),
                "tag",
                image.tag(),
                "digest",
                image.digest(),
                "string",
                image.reference(),
                "reference",
                image.reference(),
                "referenceWithTag",
                image.referenceWithTag());
        return !row.path("wantError").asBoolean()
                && row.path("want").properties().stream()
                        .allMatch(field -> field.getValue().asText().equals(actual.get(field.getKey())));
    }

    private static boolean normalizes(JsonNode row) {
        try {
            JsonNode result = JmesPath.compile(row.path("jmespath").asText(), ImageExtractors.FUNCTIONS)
                    .search(TextNode.valueOf(""), Instant.EPOCH);
            return result.equals(row.get("want"));
        } catch (JmesPathException e) {
            return row.path("wantError").asBoolean();
        }
    }

    @Test
    void extraction() {
        KyvernoTables.run("image-extractors", Map.of(), ImageTablesTest::extracts);
    }

    private static boolean extracts(JsonNode row) throws Exception {
        List<ExtractedImage> images =
                ImageExtractors.of(row.path("imageExtractors")).extract(row.path("resource"), Instant.EPOCH);
        JsonNode actual = ImageExtractors.json(images);
        JsonNode wanted = row.path("want");
        boolean same = new TreeSet<>(names(actual)).equals(new TreeSet<>(names(wanted)));
        for (ExtractedImage image : images) {
            JsonNode entry = wanted.path(image.group()).path(image.key());
            same &= texts(entry.path("imagePullSecrets")).equals(image.pullSecrets());
            for (Map.Entry<String, JsonNode> field : image.json().properties()) {
                same &= field.getValue().equals(entry.path(field.getKey()));
            }
            same &= entry.size() == image.json().size() + 1;
        }
        return same;
    }

    private static List<String> names(JsonNode groups) {
        List<String> names = new ArrayList<>();
        groups.properties()
                .forEach(group ->
                        group.getValue().fieldNames().forEachRemaining(key -> names.add(group.getKey() + " " + key)));
        return names;
    }
}
