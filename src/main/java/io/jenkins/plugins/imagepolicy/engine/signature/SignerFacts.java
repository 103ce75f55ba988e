package io.jenkins.plugins.imagepolicy.engine.signature;

import java.util.Optional;

/**
 * Who signed, for people and reports.
 *
 * @param key SHA-256 fingerprint of the key in hexadecimal (DER of the SubjectPublicKeyInfo)
 * @param identity of the certificate, when there is one
 */
public record SignerFacts(String key, Optional<CertificateIdentity> identity) {}
