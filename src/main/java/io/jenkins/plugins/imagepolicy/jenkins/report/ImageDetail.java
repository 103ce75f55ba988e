package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.model.ModelObject;
import hudson.model.Run;

/** Page of one image: every policy, authority, signer and place that was searched. */
public final class ImageDetail implements ModelObject {
    private final ImagePolicyAction owner;
    private final ListedImage image;

    ImageDetail(ImagePolicyAction owner, ListedImage image) {
        this.owner = owner;
        this.image = image;
    }

    @Override
    public String getDisplayName() {
        return image.getRow().getImage();
    }

    public Run<?, ?> getRun() {
        return owner.getRun();
    }

    public ImageRow getRow() {
        return image.getRow();
    }

    public String getGate() {
        return image.getGate();
    }

    public String label(String verdict) {
        return Verdicts.label(verdict);
    }
}
