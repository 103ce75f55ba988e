package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What one policy says of one image. */
@ExportedBean(defaultVisibility = 3)
public final class PolicyRow {
    private final String policy;
    private final String kind;
    private final String place;
    private final String mode;
    private final String verdict;
    private final List<ReasonRow> reasons;
    private final List<AuthorityRow> authorities;
    private final String explanation;

    PolicyRow(
            String policy,
            String kind,
            String place,
            String mode,
            String verdict,
            List<ReasonRow> reasons,
            List<AuthorityRow> authorities,
            String explanation) {
        this.policy = policy;
        this.kind = kind;
        this.place = place;
        this.mode = mode;
        this.verdict = verdict;
        this.reasons = List.copyOf(reasons);
        this.authorities = List.copyOf(authorities);
        this.explanation = explanation;
    }

    @Exported
    public String getPolicy() {
        return policy;
    }

    @Exported
    public String getKind() {
        return kind;
    }

    /** {@code file:line}; empty when unknown. */
    public String getPlace() {
        return place;
    }

    @Exported
    public String getMode() {
        return mode;
    }

    @Exported
    public String getVerdict() {
        return verdict;
    }

    @Exported
    public List<ReasonRow> getReasons() {
        return reasons;
    }

    public List<AuthorityRow> getAuthorities() {
        return authorities;
    }

    /** Reasons of the authority that do not stand among the policy's own. */
    public List<ReasonRow> reasonsOnlyOf(AuthorityRow authority) {
        return authority.getReasons().stream()
                .filter(reason -> reasons.stream().noneMatch(reason::saysTheSameAs))
                .toList();
    }

    /** The policy's input and trace as indented JSON; empty when there is none. */
    public String getExplanation() {
        return explanation;
    }
}
