package io.jenkins.plugins.imagepolicy.jenkins.report;

import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Why an image did not simply pass a policy. */
@ExportedBean(defaultVisibility = 4)
public final class ReasonRow {
    private final String code;
    private final String message;
    private final String authority;
    private final String remedy;
    private final String policy;
    private final String waiver;

    ReasonRow(String code, String message, String authority, String remedy, String policy, String waiver) {
        this.code = code;
        this.message = message;
        this.authority = authority;
        this.remedy = remedy;
        this.policy = policy;
        this.waiver = waiver;
    }

    @Exported
    public String getCode() {
        return code;
    }

    @Exported
    public String getMessage() {
        return message;
    }

    @Exported
    public String getAuthority() {
        return authority;
    }

    @Exported
    public String getRemedy() {
        return remedy;
    }

    boolean saysTheSameAs(ReasonRow other) {
        return code.equals(other.code) && message.equals(other.message);
    }

    /** Name of the policy. */
    public String getPolicy() {
        return policy;
    }

    /** Owner, reason and expiry of the waiver; empty without one. */
    @Exported
    public String getWaiver() {
        return waiver;
    }
}
