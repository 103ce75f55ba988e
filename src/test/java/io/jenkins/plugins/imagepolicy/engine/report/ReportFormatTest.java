package io.jenkins.plugins.imagepolicy.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportFormatTest {
    @ParameterizedTest
    @EnumSource
    void rendersEveryVerdictAndEndsInALineBreak(ReportFormat format) {
        assertThat(format.render(SampleReports.mixed(), RenderOptions.plain())).endsWith("\n");
    }

    /** No format may let a control character, an escape sequence or a bidirectional mark through, whoever prints the file. */
    @ParameterizedTest
    @EnumSource
    void letsNoInvisibleCharacterThrough(ReportFormat format) {
        String text = format.render(SampleReports.hostile(), new RenderOptions(80, false));
        assertThat(text.codePoints().filter(c -> c != '\n').filter(ReportFormatTest::isInvisible))
                .isEmpty();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"HTML", "JUNIT", "JSON", "SARIF", "MARKDOWN", "VSA"})
    void escapesMarkup(ReportFormat format) {
        assertThat(format.render(SampleReports.hostile(), RenderOptions.plain()))
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @EnumSource(names = "VSA", mode = EnumSource.Mode.EXCLUDE)
    void showsEveryFinding(ReportFormat format) {
        String text = format.render(SampleReports.large(60), new RenderOptions(120, false));
        for (int i = 0; i < 60; i++) {
            assertThat(text).contains("service" + (format == ReportFormat.MARKDOWN ? "&#45;" : "-") + i);
        }
    }

    @Test
    void isFoundByItsLabel() {
        assertThat(ReportFormat.named("sarif")).contains(ReportFormat.SARIF);
        assertThat(ReportFormat.named("pdf")).isEmpty();
        assertThat(ReportFormat.labels()).isEqualTo("text, json, sarif, junit, html, markdown, vsa");
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonCodeHasHelp(ReasonCode code) {
        CodeHelp help = CodeHelp.of(code);
        assertThat(help.summary()).endsWith(".");
        assertThat(help.cause()).isNotBlank();
        assertThat(help.remedy()).isNotBlank();
    }
}
