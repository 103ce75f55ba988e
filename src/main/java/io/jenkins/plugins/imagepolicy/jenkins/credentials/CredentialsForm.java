package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Choices of credentials in forms. Who may not see which credentials there are is shown the current value and nothing else,
 * so that no form tells ids to people without permission.
 */
public final class CredentialsForm {
    private CredentialsForm() {}

    /** Whether the user may see and check settings of the item; without an item, of Jenkins as a whole. */
    public static boolean mayConfigure(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    static ListBoxModel registryCredentials(Item item, String host, String current) {
        return choices(
                item,
                current,
                requirements(host),
                CredentialsMatchers.anyOf(
                        CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                        CredentialsMatchers.instanceOf(StringCredentials.class),
                        CredentialsMatchers.instanceOf(FileCredentials.class),
                        new DockerServer.Matcher()));
    }

    /** Secret files: trusted roots, keys. */
    public static ListBoxModel files(Item item, String current) {
        return choices(item, current, List.of(), CredentialsMatchers.instanceOf(FileCredentials.class));
    }

    /** Secret files and secret texts: PEM keys. */
    static ListBoxModel keys(Item item, String current) {
        return choices(
                item,
                current,
                List.of(),
                CredentialsMatchers.anyOf(
                        CredentialsMatchers.instanceOf(FileCredentials.class),
                        CredentialsMatchers.instanceOf(StringCredentials.class)));
    }

    private static ListBoxModel choices(
            Item item, String current, List<DomainRequirement> requirements, CredentialsMatcher matcher) {
        StandardListBoxModel choices = new StandardListBoxModel();
        choices.includeEmptyValue();
        if (mayConfigure(item)) {
            choices.includeMatchingAs(ACL.SYSTEM2, item, StandardCredentials.class, requirements, matcher);
        }
        choices.includeCurrentValue(current == null ? "" : current);
        return choices;
    }

    static FormValidation checkRegistryCredentials(Item item, String host, String id) {
        if (!mayConfigure(item) || id == null || id.isBlank()) {
            return FormValidation.ok();
        }
        if (id.startsWith("${") && id.endsWith("}")) {
            return FormValidation.warning(Messages.Credentials_Expression());
        }
        boolean known =
                registryCredentials(item, host, "").stream().anyMatch(option -> option.value.equals(id.strip()));
        return known ? FormValidation.ok() : FormValidation.warning(Messages.Credentials_NotFound(id));
    }

    static List<DomainRequirement> requirements(String host) {
        return host == null || host.isBlank() || !RegistryHost.isValid(host.strip())
                ? List.of()
                : URIRequirementBuilder.fromUri("https://" + host.strip()).build();
    }
}
