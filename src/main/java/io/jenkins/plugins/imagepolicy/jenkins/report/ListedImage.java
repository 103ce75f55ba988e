package io.jenkins.plugins.imagepolicy.jenkins.report;

import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An image in the list of a build's page. */
@ExportedBean(defaultVisibility = 2)
public final class ListedImage {
    private final GateSummary gate;
    private final int index;
    private final ImageRow row;

    ListedImage(GateSummary gate, int index, ImageRow row) {
        this.gate = gate;
        this.index = index;
        this.row = row;
    }

    /** Name of the image's page: number of the gate and place in its report. */
    @Exported
    public String getId() {
        return gate.getId() + "-" + index;
    }

    @Exported
    public String getGate() {
        return gate.getName();
    }

    @Exported(inline = true)
    public ImageRow getRow() {
        return row;
    }

    /** For sorting by verdict: the worst has the highest. */
    public int getRank() {
        return Verdicts.rank(row.getVerdict());
    }

    /** What the search field of the page searches, in lower case. */
    public String getSearchText() {
        StringBuilder text = new StringBuilder(row.getImage()).append(' ').append(row.getDigest());
        text.append(' ').append(row.getVerdict()).append(' ').append(gate.getName());
        for (PolicyRow policy : row.getPolicies()) {
            text.append(' ').append(policy.getPolicy());
        }
        for (ReasonRow reason : row.getReasons()) {
            text.append(' ').append(reason.getCode()).append(' ').append(reason.getMessage());
        }
        return text.toString().toLowerCase(java.util.Locale.ROOT);
    }
}
