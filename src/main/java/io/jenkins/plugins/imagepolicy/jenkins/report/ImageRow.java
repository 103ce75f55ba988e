package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One image of a report. */
@ExportedBean(defaultVisibility = 2)
public final class ImageRow {
    private final String image;
    private final String resolved;
    private final String digest;
    private final List<String> platforms;
    private final List<String> uses;
    private final String verdict;
    private final List<PolicyRow> policies;

    ImageRow(
            String image,
            String resolved,
            String digest,
            List<String> platforms,
            List<String> uses,
            String verdict,
            List<PolicyRow> policies) {
        this.image = image;
        this.resolved = resolved;
        this.digest = digest;
        this.platforms = List.copyOf(platforms);
        this.uses = List.copyOf(uses);
        this.verdict = verdict;
        this.policies = List.copyOf(policies);
    }

    /** As written. */
    @Exported
    public String getImage() {
        return image;
    }

    /** With digest; empty when it could not be resolved. */
    @Exported
    public String getResolved() {
        return resolved;
    }

    @Exported
    public String getDigest() {
        return digest;
    }

    /** The first twelve characters, as people compare them; all where the digest is shorter or of an unknown form. */
    public String getShortDigest() {
        int colon = digest.indexOf(':');
        return colon > 0 && digest.length() > colon + 13 ? digest.substring(0, colon + 13) : digest;
    }

    @Exported
    public List<String> getPlatforms() {
        return platforms;
    }

    /** Where the image was named: {@code deploy.yaml:12 spec.containers[0].image}. */
    @Exported
    public List<String> getUses() {
        return uses;
    }

    @Exported
    public String getVerdict() {
        return verdict;
    }

    @Exported
    public List<PolicyRow> getPolicies() {
        return policies;
    }

    /** Whether a reason has to say which policy it belongs to. */
    public boolean isUnderSeveralPolicies() {
        return policies.size() > 1;
    }

    /** Why it did not simply pass, policy by policy; the reasons of those with the image's own verdict first. */
    public List<ReasonRow> getReasons() {
        List<ReasonRow> decisive = policies.stream()
                .filter(policy -> policy.getVerdict().equals(verdict))
                .flatMap(policy -> policy.getReasons().stream())
                .toList();
        List<ReasonRow> others = policies.stream()
                .filter(policy -> !policy.getVerdict().equals(verdict))
                .flatMap(policy -> policy.getReasons().stream())
                .toList();
        return java.util.stream.Stream.concat(decisive.stream(), others.stream())
                .toList();
    }

    public boolean isProblem() {
        return verdict.equals("fail") || verdict.equals("error");
    }
}
