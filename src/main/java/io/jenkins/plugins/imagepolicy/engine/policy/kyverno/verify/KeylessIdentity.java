package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatcher;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The identity that a {@code keyless} entry asks for. Subject and issuer are wildcards in type Cosign and plain text in type
 * SigstoreBundle. A certificate without any subject fits no subject (Kyverno skips the check there).
 */
public final class KeylessIdentity implements IdentityMatcher {
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";
    private static final List<String> EXTENSIONS = List.of(
            "oidcIssuer",
            "githubWorkflowTrigger",
            "githubWorkflowSha",
            "githubWorkflowName",
            "githubWorkflowRepository",
            "githubWorkflowRef");

    private final String subject;
    private final String subjectPattern;
    private final Optional<Pattern> subjectRegExp;
    private final String issuer;
    private final String issuerPattern;
    private final Optional<Pattern> issuerRegExp;
    private final Map<String, String> extensions;
    private final boolean wildcards;

    private KeylessIdentity(JsonNode keyless, boolean wildcards) throws TrustException {
        this.subject = keyless.path("subject").asText("");
        this.subjectPattern = keyless.path("subjectRegExp").asText("");
        this.subjectRegExp = pattern(subjectPattern, "subjectRegExp");
        this.issuer = keyless.path("issuer").asText("");
        this.issuerPattern = keyless.path("issuerRegExp").asText("");
        this.issuerRegExp = pattern(issuerPattern, "issuerRegExp");
        this.extensions = new TreeMap<>();
        keyless.path("additionalExtensions")
                .properties()
                .forEach(
                        field -> extensions.put(field.getKey(), field.getValue().asText()));
        this.wildcards = wildcards;
    }

    /** As type Cosign reads an entry. */
    public static KeylessIdentity cosign(JsonNode keyless) throws TrustException {
        return new KeylessIdentity(keyless, true);
    }

    /**
     * As type SigstoreBundle reads an entry: issuer and subject must both be given.
     *
     * @throws TrustException when one of them is not, since then no certificate could be told from another
     */
    static KeylessIdentity bundle(JsonNode keyless) throws TrustException {
        KeylessIdentity identity = new KeylessIdentity(keyless, false);
        if (!identity.namesSubject() || !identity.namesIssuer()) {
            throw new TrustException(
                    "A keyless attestor of type SigstoreBundle names no "
                            + (identity.namesSubject() ? "issuer" : "subject") + ", so it accepts no signature",
                    "Give subject or subjectRegExp, and issuer or issuerRegExp");
        }
        return identity;
    }

    private static Optional<Pattern> pattern(String text, String field) throws TrustException {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new TrustException(
                    field + " '" + text + "' is no RE2 expression: " + e.getDescription(), "Mend the expression");
        }
    }

    private boolean namesSubject() {
        return !subject.isEmpty() || subjectRegExp.isPresent();
    }

    private boolean namesIssuer() {
        return !issuer.isEmpty() || issuerRegExp.isPresent();
    }

    /** Whether anything at all is asked of the certificate. */
    boolean asksAnything() {
        return namesSubject() || namesIssuer() || !extensions.isEmpty();
    }

    @Override
    public boolean matches(CertificateIdentity identity) {
        return mismatch(identity).isEmpty();
    }

    /** What does not fit, in Kyverno's words; empty when everything does. */
    public Optional<String> mismatch(CertificateIdentity identity) {
        if (namesSubject() && identity.subjects().stream().noneMatch(this::fitsSubject)) {
            return Optional.of("subject mismatch: expected " + (subject.isEmpty() ? subjectPattern : subject)
                    + ", received " + String.join(", ", identity.subjects()));
        }
        if (!issuer.isEmpty() && !fits(issuer, identity.issuer())) {
            return Optional.of("issuer mismatch: expected " + issuer + ", received " + identity.issuer());
        }
        if (issuerRegExp.isPresent()
                && !issuerRegExp.get().matcher(identity.issuer()).find()) {
            return Optional.of("issuer mismatch: expected " + issuerPattern + ", received " + identity.issuer());
        }
        for (Map.Entry<String, String> extension : extensions.entrySet()) {
            Optional<String> oid = oid(extension.getKey());
            if (oid.isEmpty()) {
                return Optional.of("invalid certificate extension " + extension.getKey());
            }
            String actual = identity.extensions().getOrDefault(oid.get(), "");
            if (!Wildcard.matches(extension.getValue(), actual)) {
                return Optional.of("extension mismatch: expected " + extension.getValue() + " for key "
                        + extension.getKey() + ", received " + actual);
            }
        }
        return Optional.empty();
    }

    private boolean fitsSubject(String actual) {
        boolean exact = !subject.isEmpty() && fits(subject, actual);
        boolean pattern = subjectRegExp.map(p -> p.matcher(actual).find()).orElse(false);
        // The older form takes either of the two, the newer one asks for both.
        return wildcards ? exact || pattern : (subject.isEmpty() || exact) && (subjectRegExp.isEmpty() || pattern);
    }

    private boolean fits(String wanted, String actual) {
        return !actual.isEmpty() && (wildcards ? Wildcard.matches(wanted, actual) : wanted.equals(actual));
    }

    private static Optional<String> oid(String key) {
        int number = EXTENSIONS.indexOf(key) + 1;
        if (number > 0) {
            return Optional.of(FULCIO + number);
        }
        for (int i = 1; i <= EXTENSIONS.size(); i++) {
            if (key.equals(FULCIO + i)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    @Override
    public String describe() {
        List<String> parts = new ArrayList<>();
        add(parts, "subject ", subject);
        add(parts, "subject ~ ", subjectPattern);
        add(parts, "issuer ", issuer);
        add(parts, "issuer ~ ", issuerPattern);
        extensions.forEach((key, value) -> parts.add(key + " " + value));
        return parts.isEmpty() ? "any identity" : String.join(" ", parts);
    }

    private static void add(List<String> parts, String name, String value) {
        if (!value.isEmpty()) {
            parts.add(name + value);
        }
    }
}
