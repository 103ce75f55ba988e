package io.jenkins.plugins.imagepolicy.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
    private static List<Document> read(String text) throws DocumentException {
        return Documents.read(new SourceText("f.yaml", text));
    }

    private static JsonNode content(String text) throws DocumentException {
        List<Document> documents = read(text);
        assertThat(documents).hasSize(1);
        return documents.get(0).content();
    }

    private static Diagnostic refused(String text) {
        DocumentException e = catchThrowableOfType(DocumentException.class, () -> read(text));
        assertThat(e).as("refusal of %s", text).isNotNull();
        return e.diagnostic();
    }

    /** Each row was compared with what Kubernetes' YAML library makes of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|true",
                "Yes|true",
                "on|true",
                "y|true",
                "N|false",
                "oFF|'\"oFF\"'",
                "tRUE|'\"tRUE\"'",
                "~|null",
                "Null|null",
                "nULL|'\"nULL\"'",
                "0|0",
                "012|10",
                "0o17|15",
                "0x1F|31",
                "0b11|3",
                "-0x10|-16",
                "08|8",
                "1_000|1000",
                "+7|7",
                "_1|'\"_1\"'",
                "1.0|1",
                "1e3|1000",
                "1.5|1.5",
                ".5|0.5",
                "1.|1",
                "12e03|12000",
                "1:30|'\"1:30\"'",
                "190:20:30.15|'\"190:20:30.15\"'",
                "1.2.3|'\"1.2.3\"'",
                "2001-12-14|'\"2001-12-14\"'",
                "2023-01-04T01:19:41.713369468Z|'\"2023-01-04T01:19:41.713369468Z\"'",
                "9223372036854775807|9223372036854775807",
                "18446744073709551615|18446744073709551615",
                "18446744073709551616|18446744073709552000",
                "-9223372036854775809|-9223372036854776000",
                "'\"true\"'|'\"true\"'",
                "'!!str 12'|'\"12\"'",
                "'!!int 0x10'|16",
                "'!!float 1'|1",
                "'!!binary aGk='|'\"hi\"'",
                "=|'\"=\"'",
                "1e|'\"1e\"'"
            })
    void scalarsAreWhatKubernetesMakesOfThem(String yaml, String json) throws Exception {
        JsonNode value = content("v: " + yaml).get("v");
        assertThat(value.toString()).isEqualTo(new ObjectMapper().readTree(json).toString());
    }

    @Test
    void keysBecomeText() throws Exception {
        assertThat(content("{1: a, true: b, yes!: c, 0x10: d}").toString())
                .isEqualTo("{\"1\":\"a\",\"true\":\"b\",\"yes!\":\"c\",\"16\":\"d\"}");
        assertThat(refused("{yes: 1, true: 2}").message()).contains("'true' stands twice");
        assertThat(refused("? [a]\n: 1").message()).contains("no plain text");
        assertThat(refused("{~: 1}").message()).contains("no key");
    }

    @Test
    void numbersThatJsonCannotHoldAreRefused() {
        assertThat(refused("v: .inf").line()).isEqualTo(1);
        assertThat(refused("v: .nan").message()).contains("number");
        assertThat(refused("v: 1e999").message()).contains("number");
        assertThat(refused("v: 0x" + "f".repeat(2000)).message())
                .contains("number")
                .hasSizeLessThan(200);
    }

    @Test
    void passesOverDocumentsWithoutContent() throws Exception {
        assertThat(read("# licence\n---\na: 1\n---\n# nothing\n---\n\n--- # b\nb: 2\n...\n"))
                .hasSize(2);
        assertThat(read("")).isEmpty();
        assertThat(read("# only\n")).isEmpty();
    }

    @Test
    void readsByteOrderMarkAndWindowsLineBreaks() throws Exception {
        List<Document> documents = read("\uFEFFa: 1\r\n---\r\nb:\r\n  c: x\r\n");
        assertThat(documents).hasSize(2);
        assertThat(documents.get(0).content().path("a").asInt()).isEqualTo(1);
        assertThat(documents.get(1).content().at("/b/c").asText()).isEqualTo("x");
        assertThat(documents.get(1).at("/b/c")).isEqualTo(new Position(4, 6));
    }

    @Test
    void tabsAreNamed() {
        Diagnostic diagnostic = refused("a:\n\tb: 1\n");
        assertThat(diagnostic.line()).isEqualTo(2);
        assertThat(diagnostic.remedy()).contains("spaces");
    }

    @Test
    void controlCharactersAreNamedWithTheirPlace() {
        Diagnostic diagnostic = refused("a: 1\nb: x\u0001y\n");
        assertThat(diagnostic.message()).contains("U+0001");
        assertThat(diagnostic.line()).isEqualTo(2);
        assertThat(diagnostic.column()).isEqualTo(5);
    }

    @Test
    void knowsWhereKeysAndValuesStand() throws Exception {
        Document document = read("# c\nspec:\n  - image: x\n    \"a/b\": 1\n").get(0);
        assertThat(document.start()).isEqualTo(new Position(2, 1));
        assertThat(document.at("/spec/0/image")).isEqualTo(new Position(3, 12));
        assertThat(document.keyAt(JsonPointer.compile("/spec/0/image"))).isEqualTo(new Position(3, 5));
        assertThat(document.at("/spec/0/a~1b")).isEqualTo(new Position(4, 12));
        assertThat(document.at("/spec/0/none/deeper")).isEqualTo(new Position(3, 5));
        assertThat(document.keyAt(JsonPointer.compile("/spec/none"))).isEqualTo(new Position(2, 1));
        assertThat(document.at("/spec/7")).isEqualTo(new Position(3, 3));
    }

    @Test
    void resolvesAliasesAndMergeKeys() throws Exception {
        JsonNode content =
                content("base: &b {image: x, k: 1}\none:\n  <<: *b\n  k: 2\ntwo: *b\nthree: {<<: [{k: 5}, *b]}\n");
        assertThat(content.at("/one/image").asText()).isEqualTo("x");
        assertThat(content.at("/one/k").asInt()).isEqualTo(2);
        assertThat(content.at("/two/k").asInt()).isEqualTo(1);
        assertThat(content.at("/three/k").asInt()).isEqualTo(5);
        assertThat(content("'<<': 1").path("<<").asInt()).isEqualTo(1);
    }

    /** Kubernetes' library lets such a merge win, the YAML specification lets the key win: another image would run than was judged. */
    @Test
    void mergeBelowAKeyThatItOverridesIsRefused() {
        Diagnostic diagnostic = refused("e: &e {image: evil}\nc:\n  image: good\n  <<: *e\n");
        assertThat(diagnostic.message()).contains("'image'");
        assertThat(diagnostic.line()).isEqualTo(4);
        assertThat(refused("a: &a {x: 1}\nb: {<<: *a, <<: *a}").message()).contains("'<<' stands twice");
        assertThat(refused("a: &a 1\nb: {<<: *a}").message()).contains("no mapping");
    }

    @Test
    void duplicateKeysAreRefused() {
        Diagnostic diagnostic = refused("spec:\n  image: good\n  image: evil\n");
        assertThat(diagnostic.line()).isEqualTo(3);
        assertThat(diagnostic.column()).isEqualTo(3);
        assertThat(diagnostic.excerpt()).contains("image: evil");
        assertThat(refused("{\"a\": 1, \"\\u0061\": 2}").message()).contains("'a' stands twice");
    }

    /** Kubernetes cuts at the line and drops its rest; a YAML parser sees a key or keeps the content. */
    @Test
    void contentBesideASeparatorIsRefused() {
        assertThat(refused("a: 1\n---x: 1\nb: 2\n").line()).isEqualTo(2);
        assertThat(refused("a: 1\n--- {b: 2}\n").line()).isEqualTo(2);
        assertThat(refused("a: 1\r\n--- b\r\n").line()).isEqualTo(2);
    }

    @Test
    void aliasBombIsRefusedQuickly() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(10)).append("]\n");
        }
        assertThat(refused(bomb.toString()).message()).contains("expand");
        assertThat(refused("a: &a [*a]").message()).contains("contains it");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(refused("[".repeat(5000) + "]".repeat(5000)).message()).containsIgnoringCase("nest");
        StringBuilder chain = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 400; i++) {
            chain.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" {x: *a")
                    .append(i - 1)
                    .append("}\n");
        }
        assertThat(refused(chain.toString()).message()).contains("nested");
    }

    @Test
    void oddTagsAreRefused() {
        assertThat(refused("a: !!java.net.URL [x]").message()).contains("tag");
        assertThat(refused("a: !custom x").message()).contains("tag");
        assertThat(refused("a: !!set {x}").message()).contains("tag");
        assertThat(refused("a: !!int x").message()).contains("tag");
    }
}
