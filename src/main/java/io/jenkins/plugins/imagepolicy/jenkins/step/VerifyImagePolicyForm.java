package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import io.jenkins.plugins.imagepolicy.jenkins.config.NoMatch;
import io.jenkins.plugins.imagepolicy.jenkins.config.Reaction;
import io.jenkins.plugins.imagepolicy.jenkins.credentials.CredentialsForm;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Choices and checks of the step's form. Who may not configure the job learns nothing from them. */
public abstract class VerifyImagePolicyForm extends StepDescriptor {
    @POST
    public ListBoxModel doFillNoMatchItems(@AncestorInPath Item item) {
        return CredentialsForm.mayConfigure(item)
                ? NoMatch.choices(ImagePolicyConfiguration.get().noMatchByDefault())
                : new ListBoxModel();
    }

    @POST
    public ListBoxModel doFillOnViolationItems(@AncestorInPath Item item) {
        return CredentialsForm.mayConfigure(item)
                ? Reaction.choices(ImagePolicyConfiguration.get().onViolationByDefault())
                : new ListBoxModel();
    }

    @POST
    public ListBoxModel doFillOnErrorItems(@AncestorInPath Item item) {
        return CredentialsForm.mayConfigure(item)
                ? Reaction.choices(ImagePolicyConfiguration.get().onErrorByDefault())
                : new ListBoxModel();
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
