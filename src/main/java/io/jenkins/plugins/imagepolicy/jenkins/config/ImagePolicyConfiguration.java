package io.jenkins.plugins.imagepolicy.jenkins.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.CredentialsForm;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.RegistryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Defaults of all jobs. Configuration as Code: {@code unclassified: imagePolicy:}. */
@Extension
@Symbol("imagePolicy")
public final class ImagePolicyConfiguration extends GlobalConfiguration {
    private String trustRootCredentialsId = "";
    private List<RegistryEntry> registries = new ArrayList<>();
    private String noMatch = "";
    private String onViolation = "";
    private String onError = "";
    private boolean offline;

    public ImagePolicyConfiguration() {
        load();
    }

    public static ImagePolicyConfiguration get() {
        return ExtensionList.lookupSingleton(ImagePolicyConfiguration.class);
    }

    /** Id of a secret file with a trusted_root.json; empty for the public-good root that is shipped. */
    public String getTrustRootCredentialsId() {
        return text(trustRootCredentialsId);
    }

    @DataBoundSetter
    public void setTrustRootCredentialsId(String trustRootCredentialsId) {
        this.trustRootCredentialsId = text(trustRootCredentialsId);
        save();
    }

    /** Registries of all jobs; a step's entry for the same host counts instead. */
    public List<RegistryEntry> getRegistries() {
        return registries == null ? List.of() : List.copyOf(registries);
    }

    @DataBoundSetter
    public void setRegistries(List<RegistryEntry> registries) {
        this.registries = registries == null ? new ArrayList<>() : new ArrayList<>(registries);
        save();
    }

    public String getNoMatch() {
        return text(noMatch);
    }

    @DataBoundSetter
    public void setNoMatch(String noMatch) {
        this.noMatch = NoMatch.of(noMatch).map(NoMatch::label).orElse("");
        save();
    }

    public String getOnViolation() {
        return text(onViolation);
    }

    @DataBoundSetter
    public void setOnViolation(String onViolation) {
        this.onViolation =
                Reaction.of("onViolation", onViolation).map(Reaction::label).orElse("");
        save();
    }

    public String getOnError() {
        return text(onError);
    }

    @DataBoundSetter
    public void setOnError(String onError) {
        this.onError = Reaction.of("onError", onError).map(Reaction::label).orElse("");
        save();
    }

    /** What a step does that says nothing of images without a policy; the strict choice where the stored one is none. */
    public NoMatch noMatchByDefault() {
        return known(() -> NoMatch.of(noMatch)).orElse(NoMatch.DENY);
    }

    /** What a step does about violations that says nothing of them; the strict choice where the stored one is none. */
    public Reaction onViolationByDefault() {
        return known(() -> Reaction.of("onViolation", onViolation)).orElse(Reaction.FAIL);
    }

    /** What a step does about errors that says nothing of them; the strict choice where the stored one is none. */
    public Reaction onErrorByDefault() {
        return known(() -> Reaction.of("onError", onError)).orElse(Reaction.FAIL);
    }

    private static <T> Optional<T> known(Supplier<Optional<T>> stored) {
        try {
            return stored.get();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether every step runs offline, whatever it says itself. */
    public boolean isOffline() {
        return offline;
    }

    @DataBoundSetter
    public void setOffline(boolean offline) {
        this.offline = offline;
        save();
    }

    /**
     * A form without registries does not name them at all. They are emptied by the form and not before it: were it refused,
     * or a build to look meanwhile, that build would reach its registries without credentials.
     */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        if (!form.has("registries")) {
            form.put("registries", new JSONArray());
        }
        request.bindJSON(this, form);
        save();
        return true;
    }

    @POST
    public ListBoxModel doFillTrustRootCredentialsIdItems(@QueryParameter String trustRootCredentialsId) {
        return CredentialsForm.files(null, trustRootCredentialsId);
    }

    @POST
    public ListBoxModel doFillNoMatchItems() {
        return mayConfigure() ? NoMatch.choices(NoMatch.DENY) : new ListBoxModel();
    }

    @POST
    public ListBoxModel doFillOnViolationItems() {
        return mayConfigure() ? Reaction.choices(Reaction.FAIL) : new ListBoxModel();
    }

    @POST
    public ListBoxModel doFillOnErrorItems() {
        return mayConfigure() ? Reaction.choices(Reaction.FAIL) : new ListBoxModel();
    }

    @POST
    public FormValidation doCheckOnError(@QueryParameter String value) {
        return mayConfigure() && Reaction.WARN.label().equals(value)
                ? FormValidation.warning(Messages.OnError_Open())
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckNoMatch(@QueryParameter String value) {
        return mayConfigure() && NoMatch.ALLOW.label().equals(value)
                ? FormValidation.warning(Messages.NoMatch_Open())
                : FormValidation.ok();
    }

    private static boolean mayConfigure() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
