package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.imagepolicy.jenkins.config.NoMatch;
import io.jenkins.plugins.imagepolicy.jenkins.config.Reaction;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.SecretEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

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
        this.registries = whole(registries);
    }

    public List<SecretEntry> getSecrets() {
        return List.copyOf(secrets);
    }

    @DataBoundSetter
    public void setSecrets(List<SecretEntry> secrets) {
        this.secrets = whole(secrets);
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

    /**
     * A stored step need not have the fields of later versions. It never throws: Jenkins would leave the build step out of
     * the job, and with it the gate. A choice that is none of the known ones is refused when the gate runs.
     */
    private Object readResolve() {
        VerifyImagePolicyStep whole = new VerifyImagePolicyStep(policies);
        whole.setImages(images);
        whole.setImageFiles(imageFiles);
        whole.setManifests(manifests);
        whole.setLayouts(layouts);
        whole.setNamespace(namespace);
        whole.setRegistries(registries);
        whole.setSecrets(secrets);
        whole.setCaCertificates(caCertificates);
        whole.setTrustRoot(trustRoot);
        whole.setWaivers(waivers);
        whole.noMatch = text(noMatch);
        whole.onViolation = text(onViolation);
        whole.onError = text(onError);
        whole.offline = offline;
        whole.setName(name);
        whole.timeoutSeconds = Math.max(0, timeoutSeconds);
        return whole;
    }

    private static <T> List<T> whole(List<T> list) {
        return list == null
                ? new ArrayList<>()
                : new ArrayList<>(list.stream().filter(Objects::nonNull).toList());
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    /** Form and function name of the step. */
    @Extension
    public static final class DescriptorImpl extends VerifyImagePolicyForm {
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
    }
}
