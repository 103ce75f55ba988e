package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.CERTIFICATE_INVALID;
import static io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.SIGNED_BY_OTHER;

import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import java.util.List;
import java.util.Map;

/** Who signed. */
final class IdentityAttacks extends Attacks {
    IdentityAttacks() {
        attack(
                "another identity",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(s.image, TestSigner.github("evil/app"))));
        attack(
                "another identity in a bundle",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.bundleSignature(s.image, TestSigner.github("evil/app"))));
        attack(
                "right subject, another issuer",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(
                        s.image,
                        TestSigner.keyless(TestIdentity.uri(TestIdentity.workflow("acme/app"), "https://evil.test")))));
        attack(
                "subject that only begins as the right one",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(
                        s.image,
                        TestSigner.keyless(TestIdentity.uri(
                                TestIdentity.workflow("acme/app") + "x", TestIdentity.GITHUB_ISSUER)))));
        attack(
                "certificate without subject",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(
                        s.image,
                        TestSigner.keyless(new TestIdentity(List.of(), Map.of(1, TestIdentity.GITHUB_ISSUER))))));
        attack(
                "certificate without issuer",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.legacySignature(
                        s.image,
                        TestSigner.keyless(
                                new TestIdentity(TestIdentity.github("acme/app").names(), Map.of())))));
        attack(
                "certificate with two issuers",
                CERTIFICATE_INVALID,
                s -> s.push(s.legacy()
                        .certificate(
                                c -> c.extensions(Map.of(1, "https://evil.test", 8, TestIdentity.GITHUB_ISSUER)))));
        attack("key instead of a certificate", SIGNED_BY_OTHER, s -> s.push(SIGSTORE.legacySignature(s.image, s.key)));
        attack(
                "key instead of a certificate in a bundle",
                SIGNED_BY_OTHER,
                s -> s.push(SIGSTORE.bundleSignature(s.image, s.key)));
    }
}
