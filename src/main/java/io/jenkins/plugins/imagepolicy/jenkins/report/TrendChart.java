package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Images by verdict over the last builds, as SVG drawn here: no script, and colours from the page's theme by style classes.
 * Reads the builds' own records only, not their reports.
 */
public final class TrendChart {
    private static final int MOST_BUILDS = 30;
    private static final int FARTHEST = 60;
    private static final int WIDTH = 600;
    private static final int HEIGHT = 160;
    private static final int LEFT = 36;
    private static final int BOTTOM = 22;
    private static final int TOP = 8;

    private final List<Bar> bars;

    private TrendChart(List<Bar> bars) {
        this.bars = bars;
    }

    /** The build and those before it, oldest first. */
    static TrendChart of(Run<?, ?> last) {
        List<Bar> bars = new ArrayList<>();
        Run<?, ?> run = last;
        for (int i = 0; i < FARTHEST && run != null && bars.size() < MOST_BUILDS; i++) {
            ImagePolicyAction action = run.getAction(ImagePolicyAction.class);
            if (action != null) {
                bars.add(new Bar(run, action));
            }
            run = run.getPreviousCompletedBuild();
        }
        Collections.reverse(bars);
        return new TrendChart(List.copyOf(bars));
    }

    /** One build. */
    public static final class Bar {
        private final int number;
        private final String url;
        private final String label;
        private final int[] counts = new int[Verdicts.ORDER.size()];

        Bar(Run<?, ?> run, ImagePolicyAction action) {
            this.number = run.getNumber();
            this.url = run.getUrl() + ImagePolicyAction.URL + "/";
            this.label = run.getDisplayName() + ": " + Summaries.line(action);
            for (int i = 0; i < counts.length; i++) {
                counts[i] = action.count(Verdicts.ORDER.get(i));
            }
        }

        public int getNumber() {
            return number;
        }

        /** Relative to Jenkins' root. */
        public String getUrl() {
            return url;
        }

        public String getLabel() {
            return label;
        }

        int total() {
            int total = 0;
            for (int count : counts) {
                total += count;
            }
            return total;
        }
    }

    public List<Bar> getBars() {
        return bars;
    }

    /** Whether there is more than one build to show. */
    public boolean isWorthShowing() {
        return bars.size() > 1;
    }

    /** The chart, escaped. */
    public String getSvg() {
        int most = Math.max(1, bars.stream().mapToInt(Bar::total).max().orElse(1));
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"image-policy-trend\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\"");
        svg.append(" aria-label=\"")
                .append(escape(Messages.Trend_Label(bars.size())))
                .append("\">");
        int base = HEIGHT - BOTTOM;
        axis(svg, most, base);
        double step = (WIDTH - LEFT) / (double) Math.max(bars.size(), 8);
        for (int i = 0; i < bars.size(); i++) {
            bar(svg, bars.get(i), LEFT + i * step, step * 0.75, (base - TOP) / (double) most, base);
        }
        return svg.append("</svg>").toString();
    }

    private static void axis(StringBuilder svg, int most, int base) {
        svg.append("<line class=\"image-policy-trend__axis\" x1=\"" + (LEFT - 4) + "\" y1=\"" + base + "\" x2=\""
                + WIDTH + "\" y2=\"" + base + "\"/>");
        svg.append("<text class=\"image-policy-trend__text\" text-anchor=\"end\" x=\"" + (LEFT - 8) + "\" y=\""
                + (TOP + 8) + "\">" + most + "</text>");
        svg.append("<text class=\"image-policy-trend__text\" text-anchor=\"end\" x=\"" + (LEFT - 8) + "\" y=\"" + base
                + "\">0</text>");
    }

    private void bar(StringBuilder svg, Bar bar, double x, double width, double unit, int base) {
        svg.append("<g><title>").append(escape(bar.label)).append("</title>");
        double y = base;
        // The worst at the bottom, where it is easiest to compare.
        for (int i = bar.counts.length - 1; i >= 0; i--) {
            if (bar.counts[i] > 0) {
                double height = bar.counts[i] * unit;
                y -= height;
                svg.append(String.format(
                        java.util.Locale.ROOT,
                        "<rect class=\"image-policy-trend__%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                        Verdicts.ORDER.get(i),
                        x,
                        y,
                        width,
                        height));
            }
        }
        if (bars.size() <= 16 || bar.number % 5 == 0) {
            svg.append(String.format(
                    java.util.Locale.ROOT,
                    "<text class=\"image-policy-trend__text\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">#%d</text>",
                    x + width / 2,
                    HEIGHT - 6,
                    bar.number));
        }
        svg.append("</g>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
