package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.io.Serializable;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build's own record keeps of one gate: enough for the summary and the trend. The report lies in a file beside it.
 * A plain class, since XStream cannot read records back; fields may be added, never renamed.
 */
@ExportedBean(defaultVisibility = 2)
public final class GateSummary implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int id;
    private final String name;
    private final String verdict;
    private final int images;
    private final int pass;
    private final int fail;
    private final int warn;
    private final int error;
    private final int waived;
    private final int unmatched;

    GateSummary(int id, String name, String verdict, Map<String, Integer> counts) {
        this.id = id;
        this.name = name;
        this.verdict = verdict;
        this.images = counts.getOrDefault("images", 0);
        this.pass = counts.getOrDefault("pass", 0);
        this.fail = counts.getOrDefault("fail", 0);
        this.warn = counts.getOrDefault("warn", 0);
        this.error = counts.getOrDefault("error", 0);
        this.waived = counts.getOrDefault("waived", 0);
        this.unmatched = counts.getOrDefault("unmatched", 0);
    }

    /** Counts from 1 in the build. */
    @Exported
    public int getId() {
        return id;
    }

    /** As the step names it; else "Gate" and its number. */
    @Exported
    public String getName() {
        return name == null || name.isBlank() ? Messages.Gate_Name(id) : name;
    }

    /** Verdict of the report; "error" when the record is damaged. */
    @Exported
    public String getVerdict() {
        return verdict == null ? "error" : verdict;
    }

    @Exported
    public int getImages() {
        return images;
    }

    @Exported
    public int getPass() {
        return pass;
    }

    @Exported
    public int getFail() {
        return fail;
    }

    @Exported
    public int getWarn() {
        return warn;
    }

    @Exported
    public int getError() {
        return error;
    }

    @Exported
    public int getWaived() {
        return waived;
    }

    @Exported
    public int getUnmatched() {
        return unmatched;
    }
}
