package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Rules of {@code keyless}, after defaulting. */
final class KeylessRules {
    private KeylessRules() {}

    static void check(Field keyless, FieldErrors errors) {
        Field url = keyless.get("url");
        Field caCert = keyless.get("ca-cert");
        if (!url.present() && !caCert.present()) {
            errors.oneOfNeither("Write the Fulcio's url", caCert, url);
        } else if (url.present() && caCert.present()) {
            errors.oneOfBoth("Keep url", caCert, url);
        }
        if (caCert.present()) {
            KeyRules.check(caCert, errors);
        }
        Field identities = keyless.get("identities");
        if (identities.items().isEmpty()) {
            errors.missing("Say who must have signed: identities: [{issuer: …, subject: …}]", identities);
        }
        for (Field identity : identities.items()) {
            identity(identity, "issuer", errors);
            identity(identity, "subject", errors);
        }
    }

    /** The library words one error otherwise than Go. */
    private static String goText(String regex, PatternSyntaxException e) {
        return "stack underflow".equals(e.getPattern())
                ? "unexpected ): `" + regex + "`"
                : e.getDescription() + ": `" + e.getPattern() + "`";
    }

    private static void identity(Field identity, String name, FieldErrors errors) {
        Field exact = identity.get(name);
        Field regex = identity.get(name + "RegExp");
        if (!exact.hasText() && !regex.hasText()) {
            errors.missing("Write " + name + ", or " + name + "RegExp with ^ and $", exact, regex);
        } else if (exact.hasText() && regex.hasText()) {
            errors.oneOfBoth("Keep one of the two", exact, regex);
        }
        if (regex.hasText()) {
            try {
                Pattern.compile(regex.text());
            } catch (PatternSyntaxException e) {
                errors.invalid(
                        regex,
                        "regex is invalid: error parsing regexp: " + goText(regex.text(), e),
                        "Write an RE2 expression, anchored with ^ and $");
            }
        }
    }
}
