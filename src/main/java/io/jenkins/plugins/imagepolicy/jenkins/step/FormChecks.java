package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.util.FormValidation;
import io.jenkins.plugins.imagepolicy.jenkins.config.NoMatch;
import io.jenkins.plugins.imagepolicy.jenkins.config.Reaction;
import java.util.regex.Pattern;

/** What can be said of a parameter before any build runs. Callers check permission first. */
final class FormChecks {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private FormChecks() {}

    static FormValidation required(String value) {
        return isBlank(value) ? FormValidation.error(Messages.Check_PoliciesMissing()) : paths(value);
    }

    static FormValidation paths(String value) {
        for (String path : WorkspacePaths.split(value)) {
            if (!WorkspacePaths.isInside(path)) {
                return FormValidation.error(Messages.Path_Outside(path));
            }
        }
        return FormValidation.ok();
    }

    static FormValidation images(String value) {
        if (isBlank(value)) {
            return FormValidation.ok();
        }
        for (String line : value.lines().map(String::strip).toList()) {
            if (line.contains("://")) {
                return FormValidation.error(Messages.Check_ImageWithScheme(line));
            }
            if (line.contains(" ")) {
                return FormValidation.error(Messages.Check_ImageWithSpace(line));
            }
        }
        return FormValidation.ok();
    }

    static FormValidation namespace(String value) {
        return isBlank(value) || NAMESPACE.matcher(value.strip()).matches()
                ? FormValidation.ok()
                : FormValidation.error(Messages.Check_Namespace(value));
    }

    static FormValidation seconds(String value) {
        return isBlank(value) || value.strip().matches("[0-9]{1,6}")
                ? FormValidation.ok()
                : FormValidation.error(Messages.Check_Seconds(value));
    }

    static FormValidation noMatch(String value) {
        return NoMatch.ALLOW.label().equals(value)
                ? FormValidation.warning(Messages.Check_NoMatchAllow())
                : FormValidation.ok();
    }

    static FormValidation onError(String value) {
        return Reaction.WARN.label().equals(value)
                ? FormValidation.warning(Messages.Check_OnErrorWarn())
                : FormValidation.ok();
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }
}
