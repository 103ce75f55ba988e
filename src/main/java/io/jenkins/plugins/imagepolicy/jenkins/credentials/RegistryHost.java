package io.jenkins.plugins.imagepolicy.jenkins.credentials;

import hudson.util.FormValidation;
import java.util.regex.Pattern;

/** What a registry's host may look like. */
public final class RegistryHost {
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    private RegistryHost() {}

    public static boolean isValid(String host) {
        return HOST.matcher(host).matches();
    }

    static FormValidation check(String host) {
        String value = host == null ? "" : host.strip();
        if (value.isEmpty()) {
            return FormValidation.error(Messages.RegistryEntry_HostMissing());
        }
        return isValid(value) ? FormValidation.ok() : FormValidation.error(Messages.RegistryEntry_HostInvalid(value));
    }
}
