package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Images by verdict over the last builds, as SVG drawn here: no script, and colours from the page's theme by style classes.
 * As wide as its place and of a fixed height, so that its texts are of the same size everywhere. Reads the builds' own
 * records only, not their reports.
 */
public final class TrendChart {
    private static final int MOST_BUILDS = 30;
    private static final int FARTHEST = 60;
    /** In pixels; across, everything is in per cent of the place. */
    private static final int HEIGHT = 150;

    private static final int BOTTOM = 22;
    private static final int TOP = 4;
    private static final int FEWEST_SLOTS = 8;
    private static final int LABELS = 12;
    private static final int LABELS_WHERE_NARROW = 5;

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

    /** Images of the build that has most: the upper end of the scale. */
    public int getMost() {
        return Math.max(1, bars.stream().mapToInt(Bar::total).max().orElse(1));
    }

    /** Verdicts that occur, from best to worst. */
    public List<String> getVerdicts() {
        return Verdicts.ORDER.stream()
                .filter(verdict -> bars.stream().anyMatch(bar -> bar.counts[Verdicts.ORDER.indexOf(verdict)] > 0))
                .toList();
    }

    public String label(String verdict) {
        return Verdicts.label(verdict);
    }

    /**
     * The chart, escaped.
     *
     * @param root address of Jenkins, to which the builds' addresses are relative
     */
    public String svg(String root) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"image-policy-trend\" width=\"100%\" height=\"" + HEIGHT + "\" role=\"img\"");
        svg.append(" aria-label=\"")
                .append(escape(Messages.Trend_Label(bars.size())))
                .append("\">");
        int base = HEIGHT - BOTTOM;
        svg.append("<line class=\"image-policy-trend__axis\" x1=\"0\" y1=\"" + base + "\" x2=\"100%\" y2=\"" + base
                + "\"/>");
        double slot = 100.0 / Math.max(bars.size(), FEWEST_SLOTS);
        double unit = (base - TOP) / (double) getMost();
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            // The list beside the chart serves the keyboard: thirty more stops would be in everybody's way.
            svg.append("<a href=\"")
                    .append(escape(root + "/" + bar.url))
                    .append("\" tabindex=\"-1\"><title>")
                    .append(escape(bar.label))
                    .append("</title>");
            column(svg, bar, (i + 0.12) * slot, slot * 0.76, unit, base);
            label(svg, bar.number, bars.size() - 1 - i, (i + 0.5) * slot);
            svg.append("</a>");
        }
        return svg.append("</svg>").toString();
    }

    private static void column(StringBuilder svg, Bar bar, double x, double width, double unit, int base) {
        double y = base;
        // The worst at the bottom, where it is easiest to compare.
        for (int i = bar.counts.length - 1; i >= 0; i--) {
            if (bar.counts[i] > 0) {
                double height = bar.counts[i] * unit;
                y -= height;
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"image-policy-trend__%s\" x=\"%.2f%%\" y=\"%.1f\" width=\"%.2f%%\""
                                + " height=\"%.1f\"/>",
                        Verdicts.ORDER.get(i),
                        x,
                        y,
                        width,
                        height));
            }
        }
    }

    /** Counted from the last build, which always has one; where the place is narrow, only some of them are shown. */
    private void label(StringBuilder svg, int number, int fromLast, double x) {
        int step = (bars.size() + LABELS - 1) / LABELS;
        int wide = step * ((bars.size() + step * LABELS_WHERE_NARROW - 1) / (step * LABELS_WHERE_NARROW));
        if (fromLast % step == 0) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"image-policy-trend__text%s\" text-anchor=\"middle\" x=\"%.2f%%\" y=\"%d\">#%d</text>",
                    fromLast % wide == 0 ? "" : " image-policy-trend__text--minor",
                    x,
                    HEIGHT - 6,
                    number));
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
