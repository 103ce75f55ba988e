package io.jenkins.plugins.imagepolicy.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes;
import io.jenkins.plugins.imagepolicy.jenkins.Fakes.FakeJob;
import io.jenkins.plugins.imagepolicy.jenkins.config.ImagePolicyConfiguration;
import java.nio.file.Path;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FormChecksTest {
    private final VerifyImagePolicyStep.DescriptorImpl form = new VerifyImagePolicyStep.DescriptorImpl();
    private final ImagePolicyConfiguration configuration = new ImagePolicyConfiguration();
    private final FakeJob job = new FakeJob(Path.of("target"));

    @BeforeEach
    void configure() {
        Fakes.reset();
        ExtensionList.SINGLETONS.put(ImagePolicyConfiguration.class, configuration);
    }

    @AfterEach
    void reset() {
        Fakes.reset();
        ExtensionList.SINGLETONS.remove(ImagePolicyConfiguration.class);
    }

    @Test
    void saysNothingToPeopleWithoutPermission() {
        assertThat(form.doCheckPolicies(job, "").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckManifests(job, "/etc/*").kind).isEqualTo(Kind.OK);
        assertThat(form.doFillOnErrorItems(job)).isEmpty();
        assertThat(form.doFillNoMatchItems(null)).isEmpty();
    }

    @Test
    void checksWhatCanBeCheckedBeforeABuild() {
        Permission.GRANTED.add(Item.EXTENDED_READ);
        assertThat(form.doCheckPolicies(job, " ").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckPolicies(job, "policies/**").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckManifests(job, "../x").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckImages(job, "https://ghcr.io/a").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckImages(job, "ghcr.io/a:1 ghcr.io/b:1").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckImages(job, "ghcr.io/a:1\nghcr.io/b:1").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckNamespace(job, "Not_A_Namespace").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckTimeoutSeconds(job, "-1").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckNoMatch(job, "allow").kind).isEqualTo(Kind.WARNING);
        assertThat(form.doCheckOnError(job, "warn").kind).isEqualTo(Kind.WARNING);
        assertThat(form.doFillOnViolationItems(job))
                .extracting(option -> option.value)
                .containsExactly("", "fail", "unstable", "warn");
    }

    @Test
    void saysWhatTheDefaultIs() {
        Permission.GRANTED.add(Item.EXTENDED_READ);
        assertThat(form.doFillOnViolationItems(job).get(0).name).isEqualTo("Default (Fail the build)");
        assertThat(form.doFillNoMatchItems(job).get(0).name).startsWith("Default (Deny");
        configuration.setOnViolation("unstable");
        configuration.setNoMatch("allow");
        assertThat(form.doFillOnViolationItems(job).get(0).name).isEqualTo("Default (Mark the build unstable)");
        assertThat(form.doFillOnErrorItems(job).get(0).name).isEqualTo("Default (Fail the build)");
        assertThat(form.doFillNoMatchItems(job).get(0).name).startsWith("Default (Allow");
    }

    @Test
    void splitsTheTextAreaOfImages() {
        JSONObject json = new JSONObject();
        json.put("images", "a:1\r\n\n b:1 ");
        assertThat(FormLists.split(json, "images").getJSONArray("images").toArray())
                .containsExactly("a:1", "b:1");
    }
}
