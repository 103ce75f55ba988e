package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How to reach one registry: in a step, a job or the global configuration. Holds the id of credentials, never a secret. */
public final class RegistryEntry extends AbstractDescribableImpl<RegistryEntry> {
    private final String host;
    private String credentialsId = "";
    private boolean insecure;

    @DataBoundConstructor
    public RegistryEntry(String host) {
        this.host = host == null ? "" : host.strip();
    }

    /** Host or host:port, without scheme or path. */
    public String getHost() {
        return host == null ? "" : host;
    }

    /** Empty for an anonymous registry. */
    public String getCredentialsId() {
        return credentialsId == null ? "" : credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = credentialsId == null ? "" : credentialsId.strip();
    }

    /** Whether plain HTTP and unverified certificates are accepted. */
    public boolean isInsecure() {
        return insecure;
    }

    @DataBoundSetter
    public void setInsecure(boolean insecure) {
        this.insecure = insecure;
    }

    /** Form of the entry. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<RegistryEntry> {
        @Override
        public String getDisplayName() {
            return Messages.RegistryEntry_DisplayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String host, @QueryParameter String credentialsId) {
            return CredentialsForm.registryCredentials(item, host, credentialsId);
        }

        @POST
        public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? RegistryHost.check(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath Item item, @QueryParameter String host, @QueryParameter String value) {
            return CredentialsForm.checkRegistryCredentials(item, host, value);
        }

        @POST
        public FormValidation doCheckInsecure(@AncestorInPath Item item, @QueryParameter boolean value) {
            return value && CredentialsForm.mayConfigure(item)
                    ? FormValidation.warning(Messages.RegistryEntry_Insecure())
                    : FormValidation.ok();
        }
    }
}
