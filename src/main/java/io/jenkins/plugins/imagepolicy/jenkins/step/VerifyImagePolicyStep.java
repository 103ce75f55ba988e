package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.imagepolicy.jenkins.config.NoMatch;
import io.jenkins.plugins.imagepolicy.jenkins.config.Reaction;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.CredentialsForm;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.SecretEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code verifyImagePolicy}: the parameters of the gate. The freestyle build step holds one of these as well. */
public final class VerifyImagePolicyStep extends Step {
    private final String policies;
    private List<String> images = new ArrayList<>();
    private String imageFiles = "";
    private String manifests = "";
    private String layouts = "";
    private String namespace = "";
    private List<RegistryEntry> registries = new ArrayList<>();
    private List<SecretEntry> secrets = new ArrayList<>();
    private String caCertificates = "";
    private String trustRoot = "";
    private String waivers = "";
    private String noMatch = "";
    private String onViolation = "";
    private String onError = "";
    private boolean offline;
    private String name = "";
    private int timeoutSeconds;

    @DataBoundConstructor
    public VerifyImagePolicyStep(String policies) {
        this.policies = text(policies);
    }

    /** Ant patterns in the workspace, separated by commas or line breaks. */
    public String getPolicies() {
        return policies;
    }

    /** References by tag or digest. */
    public List<String> getImages() {
        return List.copyOf(images);
    }

    @DataBoundSetter
    public void setImages(List<String> images) {
        this.images = new ArrayList<>();
        if (images != null) {
            images.stream()
                    .map(VerifyImagePolicyStep::text)
                    .filter(i -> !i.isEmpty())
                    .forEach(this.images::add);
        }
    }

    /** For the form: one a line. */
    public String getImageLines() {
        return String.join("\n", images);
    }

    public String getImageFiles() {
        return imageFiles;
    }

    @DataBoundSetter
    public void setImageFiles(String imageFiles) {
        this.imageFiles = text(imageFiles);
    }

    public String getManifests() {
        return manifests;
    }

    @DataBoundSetter
    public void setManifests(String manifests) {
        this.manifests = text(manifests);
    }

    public String getLayouts() {
        return layouts;
    }

    @DataBoundSetter
    public void setLayouts(String layouts) {
        this.layouts = text(layouts);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = text(namespace);
    }

    public List<RegistryEntry> getRegistries() {
        return List.copyOf(registries);
    }

    @DataBoundSetter
    public void setRegistries(List<RegistryEntry> registries) {
        this.registries = registries == null ? new ArrayList<>() : new ArrayList<>(registries);
    }

    public List<SecretEntry> getSecrets() {
        return List.copyOf(secrets);
    }

    @DataBoundSetter
    public void setSecrets(List<SecretEntry> secrets) {
        this.secrets = secrets == null ? new ArrayList<>() : new ArrayList<>(secrets);
    }

    public String getCaCertificates() {
        return caCertificates;
    }

    @DataBoundSetter
    public void setCaCertificates(String caCertificates) {
        this.caCertificates = text(caCertificates);
    }

    /** A file in the workspace or the id of a secret file. */
    public String getTrustRoot() {
        return trustRoot;
    }

    @DataBoundSetter
    public void setTrustRoot(String trustRoot) {
        this.trustRoot = text(trustRoot);
    }

    public String getWaivers() {
        return waivers;
    }

    @DataBoundSetter
    public void setWaivers(String waivers) {
        this.waivers = text(waivers);
    }

    /** deny, warn or allow; empty for the default. */
    public String getNoMatch() {
        return noMatch;
    }

    @DataBoundSetter
    public void setNoMatch(String noMatch) {
        this.noMatch = NoMatch.of(noMatch).map(NoMatch::label).orElse("");
    }

    /** fail, unstable or warn; empty for the default. */
    public String getOnViolation() {
        return onViolation;
    }

    @DataBoundSetter
    public void setOnViolation(String onViolation) {
        this.onViolation =
                Reaction.of("onViolation", onViolation).map(Reaction::label).orElse("");
    }

    /** fail, unstable or warn; empty for the default. */
    public String getOnError() {
        return onError;
    }

    @DataBoundSetter
    public void setOnError(String onError) {
        this.onError = Reaction.of("onError", onError).map(Reaction::label).orElse("");
    }

    public boolean isOffline() {
        return offline;
    }

    @DataBoundSetter
    public void setOffline(boolean offline) {
        this.offline = offline;
    }

    /** Title of this step's part of the report. */
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = text(name);
    }

    /** Of the whole run; 0 for the engine's default. */
    public int getTimeoutSeconds() {
        return timeoutSeconds;
    }

    @DataBoundSetter
    public void setTimeoutSeconds(int timeoutSeconds) {
        if (timeoutSeconds < 0) {
            throw new IllegalArgumentException(Messages.Step_TimeoutNegative(timeoutSeconds));
        }
        this.timeoutSeconds = timeoutSeconds;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new VerifyImagePolicyExecution(this, context);
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    /** Form and function name of the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "verifyImagePolicy";
        }

        @Override
        public String getDisplayName() {
            return Messages.Step_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, EnvVars.class, TaskListener.class, FlowNode.class);
        }

        /** The form has one image a line; the step has a list. */
        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, FormLists.split(form, "images"));
        }

        @POST
        public ListBoxModel doFillNoMatchItems(@AncestorInPath Item item) {
            return CredentialsForm.mayConfigure(item) ? NoMatch.choices() : new ListBoxModel();
        }

        @POST
        public ListBoxModel doFillOnViolationItems(@AncestorInPath Item item) {
            return CredentialsForm.mayConfigure(item) ? Reaction.choices() : new ListBoxModel();
        }

        @POST
        public ListBoxModel doFillOnErrorItems(@AncestorInPath Item item) {
            return CredentialsForm.mayConfigure(item) ? Reaction.choices() : new ListBoxModel();
        }

        @POST
        public FormValidation doCheckPolicies(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.required(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckImages(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.images(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckImageFiles(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.paths(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckManifests(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.paths(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckLayouts(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.paths(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckWaivers(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.paths(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.namespace(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTimeoutSeconds(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.seconds(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckNoMatch(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.noMatch(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOnError(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsForm.mayConfigure(item) ? FormChecks.onError(value) : FormValidation.ok();
        }
    }
}
