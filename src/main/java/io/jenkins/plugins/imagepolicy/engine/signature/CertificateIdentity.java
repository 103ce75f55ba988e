package io.jenkins.plugins.imagepolicy.engine.signature;

import java.util.List;
import java.util.Map;

/**
 * Who a Fulcio certificate was issued to.
 *
 * @param issuer OIDC issuer: extension 1.3.6.1.4.1.57264.1.8, else .1.1; empty when neither is there
 * @param subjects every subject alternative name, in the order DNS, e-mail, IP, URI, Fulcio's otherName
 * @param extensions text of Fulcio's extensions by dotted OID
 */
public record CertificateIdentity(String issuer, List<String> subjects, Map<String, String> extensions) {
    public CertificateIdentity {
        subjects = List.copyOf(subjects);
        extensions = Map.copyOf(extensions);
    }
}
