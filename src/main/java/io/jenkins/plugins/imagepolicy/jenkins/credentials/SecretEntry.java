package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A Kubernetes Secret that policies refer to ({@code secretRef}, {@code k8s://namespace/name}) and that is no file in the
 * workspace but a credential: a PEM key as a secret file or secret text.
 */
public final class SecretEntry extends AbstractDescribableImpl<SecretEntry> {
    private final String name;
    private final String credentialsId;

    @DataBoundConstructor
    public SecretEntry(String name, String credentialsId) {
        this.name = name == null ? "" : name.strip();
        this.credentialsId = credentialsId == null ? "" : credentialsId.strip();
    }

    /** Name of the Secret, or namespace/name. */
    public String getName() {
        return name == null ? "" : name;
    }

    public String getCredentialsId() {
        return credentialsId == null ? "" : credentialsId;
    }

    /** Form of the entry. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<SecretEntry> {
        @Override
        public String getDisplayName() {
            return Messages.SecretEntry_DisplayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsForm.keys(item, credentialsId);
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            if (!CredentialsForm.mayConfigure(item) || KubernetesName.isValid(value)) {
                return FormValidation.ok();
            }
            return FormValidation.error(Messages.SecretEntry_NameInvalid(value));
        }
    }
}
