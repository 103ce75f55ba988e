package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatcher;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.Optional;

/**
 * One of {@code keyless.identities}. Texts are compared as they are, expressions are found anywhere; for legacy signatures an
 * expression replaces the text beside it, for bundles both must fit.
 */
public final class CelIdentity implements IdentityMatcher {
    private final String issuer;
    private final String subject;
    private final Optional<Pattern> issuerRegExp;
    private final Optional<Pattern> subjectRegExp;
    private final boolean bundle;

    public CelIdentity(JsonNode identity, boolean bundle) throws TrustException {
        this.issuer = identity.path("issuer").asText("");
        this.subject = identity.path("subject").asText("");
        this.issuerRegExp = pattern(identity.path("issuerRegExp").asText(""));
        this.subjectRegExp = pattern(identity.path("subjectRegExp").asText(""));
        this.bundle = bundle;
    }

    private static Optional<Pattern> pattern(String text) throws TrustException {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new TrustException(
                    "'" + text + "' is no RE2 expression: " + e.getDescription(), "Mend the expression");
        }
    }

    boolean namesBoth() {
        return (!issuer.isEmpty() || issuerRegExp.isPresent()) && (!subject.isEmpty() || subjectRegExp.isPresent());
    }

    @Override
    public boolean matches(CertificateIdentity identity) {
        boolean subjectAsked = !subject.isEmpty() || subjectRegExp.isPresent();
        return fits(issuer, issuerRegExp, identity.issuer())
                && (!subjectAsked || identity.subjects().stream().anyMatch(s -> fits(subject, subjectRegExp, s)));
    }

    private boolean fits(String exact, Optional<Pattern> expression, String actual) {
        boolean found = expression.map(p -> p.matcher(actual).find()).orElse(true);
        boolean same = exact.isEmpty() || exact.equals(actual);
        return expression.isPresent() && !bundle ? found : same && found;
    }

    @Override
    public String describe() {
        return "subject " + subjectRegExp.map(p -> "/" + p.pattern() + "/").orElse(subject.isEmpty() ? "*" : subject)
                + " issuer "
                + issuerRegExp.map(p -> "/" + p.pattern() + "/").orElse(issuer.isEmpty() ? "*" : issuer);
    }
}
