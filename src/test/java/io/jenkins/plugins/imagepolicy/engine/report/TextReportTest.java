package io.jenkins.plugins.imagepolicy.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {
    @Test
    void showsImageDigestVerdictReasonAndRemedy() {
        String text = ReportFormat.TEXT.render(
                SampleReports.of(List.of(SampleReports.failed()), List.of()), RenderOptions.plain());
        assertThat(text)
                .startsWith("VERDICT    IMAGE")
                .contains("FAIL ")
                .contains("bbbbbbbbbbbb")
                .contains("SIGNED_BY_OTHER +1")
                .contains("=> Have the release workflow sign the image")
                .contains("used in deploy/rendered/payments.yaml:42, deploy/rendered/batch.yaml:17")
                .endsWith("Refused: 1 image, 1 violates a policy (1.2 s).\n");
    }

    @Test
    void showsDiagnosticsWithACaret() {
        assertThat(ReportFormat.TEXT.render(SampleReports.mixed(), RenderOptions.plain()))
                .contains("images/policies/typo.yaml:4:3: error: unknown field \"spec.authoritys\" [POLICY_INVALID]\n"
                        + "  4 |   authoritys:\n    |   ^^^^^^^^^^\n  = Did you mean 'authorities'?\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 120})
    void keepsToTheWidth(int width) {
        GateReport wide = SampleReports.of(
                List.of(
                        SampleReports.failed(),
                        SampleReports.image(
                                "例え.example/日本語の画像名がとても長い場合でも表は崩れません/そうですね:1",
                                'a',
                                SampleReports.passed().verdict(),
                                SampleReports.passed().policies().get(0))),
                List.of());
        String text = ReportFormat.TEXT.render(wide, new RenderOptions(width, false));
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(width));
    }

    @Test
    void coloursOnlyWhenAsked() {
        assertThat(ReportFormat.TEXT.render(SampleReports.mixed(), new RenderOptions(100, true)))
                .contains("\u001b[1;31mFAIL");
        assertThat(ReportFormat.TEXT.render(SampleReports.mixed(), RenderOptions.plain()))
                .doesNotContain("\u001b");
    }

    @Test
    void nobodyCanForgeALine() {
        String text = ReportFormat.TEXT.render(SampleReports.hostile(), new RenderOptions(160, false));
        assertThat(text.lines()).noneMatch(line -> line.startsWith("forged"));
    }

    @Test
    void cutsTheMiddleOfALongName() {
        assertThat(TextWidth.cut("registry.example.org/team/service:1.0", 20)).isEqualTo("regist...service:1.0");
        assertThat(TextWidth.of(TextWidth.cut("日本語日本語日本語日本語", 11))).isLessThanOrEqualTo(11);
    }
}
