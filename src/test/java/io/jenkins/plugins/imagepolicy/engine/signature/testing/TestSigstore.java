package io.jenkins.plugins.imagepolicy.engine.signature.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatcher;
import io.jenkins.plugins.imagepolicy.engine.signature.IdentityMatchers;
import io.jenkins.plugins.imagepolicy.engine.signature.LogDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.TimestampDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Pem;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A Sigstore of our own: Fulcio, CT log, Rekor of both generations and a timestamp authority, in this process.
 *
 * <pre>
 *   TestSigstore sigstore = TestSigstore.create();
 *   MemoryRepository repository = new MemoryRepository();
 *   Digest image = repository.image("v1");
 *   sigstore.signLegacy(repository, image, TestSigner.github("acme/app"));
 *   sigstore.attestBundle(repository, image, TestSigner.key("P-256"), "https://slsa.dev/provenance/v1", "{}");
 *   verifier.signatures(Search.in(repository, image), sigstore.keyless("acme/app"));
 * </pre>
 */
public final class TestSigstore {
    private final TestAuthority fulcio;
    private final TestCtLog ctLog = new TestCtLog();
    private final TestRekor rekor = TestRekor.first("rekor.test");
    private final TestRekor rekor2 = TestRekor.second("log2026.rekor.test");
    private final TestTimestampAuthority timestampAuthority = new TestTimestampAuthority("tsa.test");
    private final Instant now = Instant.parse("2026-03-01T10:00:00Z");

    private TestSigstore(String curve) {
        fulcio = new TestAuthority("fulcio.test", curve, KeyPurposeId.id_kp_codeSigning);
    }

    public static TestSigstore create() {
        return new TestSigstore("P-256");
    }

    /** With an authority on P-384, as the public-good instance has. */
    public static TestSigstore likePublicGood() {
        return new TestSigstore("P-384");
    }

    /** When everything is signed unless a draft says otherwise. */
    public Instant now() {
        return now;
    }

    public TestAuthority fulcio() {
        return fulcio;
    }

    public TestCtLog ctLog() {
        return ctLog;
    }

    public TestRekor rekor() {
        return rekor;
    }

    public TestRekor rekor2() {
        return rekor2;
    }

    public TestTimestampAuthority timestampAuthority() {
        return timestampAuthority;
    }

    /** Signs as cosign 2 does. */
    public Digest signLegacy(ArtefactStore store, Digest image, TestSigner signer) {
        return legacySignature(image, signer).push(store);
    }

    /** Attests as cosign 2 does. */
    public Digest attestLegacy(
            ArtefactStore store, Digest image, TestSigner signer, String predicateType, String predicateJson) {
        return legacyAttestation(image, signer, predicateType, predicateJson).push(store);
    }

    /** Signs as cosign 3 does. */
    public Digest signBundle(ArtefactStore store, Digest image, TestSigner signer) {
        return bundleSignature(image, signer).push(store);
    }

    /** Attests as cosign 3 does. */
    public Digest attestBundle(
            ArtefactStore store, Digest image, TestSigner signer, String predicateType, String predicateJson) {
        return bundleAttestation(image, signer, predicateType, predicateJson).push(store);
    }

    public SignatureDraft legacySignature(Digest image, TestSigner signer) {
        return new SignatureDraft(this, signer, image, true, Optional.empty(), "{}");
    }

    public SignatureDraft legacyAttestation(
            Digest image, TestSigner signer, String predicateType, String predicateJson) {
        return new SignatureDraft(this, signer, image, true, Optional.of(predicateType), predicateJson);
    }

    public SignatureDraft bundleSignature(Digest image, TestSigner signer) {
        return new SignatureDraft(this, signer, image, false, Optional.empty(), "{}");
    }

    public SignatureDraft bundleAttestation(
            Digest image, TestSigner signer, String predicateType, String predicateJson) {
        return new SignatureDraft(this, signer, image, false, Optional.of(predicateType), predicateJson);
    }

    /** Demands the release workflow of a GitHub repository, logged, in either format. */
    public Demand keyless(String repository) {
        return keyless(IdentityMatchers.exact(TestIdentity.GITHUB_ISSUER, TestIdentity.workflow(repository)));
    }

    public Demand keyless(IdentityMatcher identity) {
        TrustedRoot root = trustedRoot();
        return new Demand(
                new SignerDemand.Keyless(root.certificateAuthorities(), root.ctLogs(), true, List.of(identity)),
                new LogDemand.Required(root.transparencyLogs()),
                new TimestampDemand.Optional(root.timestampAuthorities()),
                SignatureFormat.ANY,
                Map.of());
    }

    /** Demands one of these keys, no log, in either format. */
    public static Demand keyed(PublicKey... keys) {
        return new Demand(
                new SignerDemand.Keys(List.of(keys), HashAlgorithm.SHA256, false),
                new LogDemand.NotRequired(),
                new TimestampDemand.Optional(List.of()),
                SignatureFormat.ANY,
                Map.of());
    }

    public TrustedRoot trustedRoot() {
        try {
            return TrustedRootReader.read("test", trustedRootJson());
        } catch (TrustException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] trustedRootJson() {
        ObjectNode root = Json.object();
        root.put("mediaType", "application/vnd.dev.sigstore.trustedroot+json;version=0.1");
        ArrayNode logs = root.putArray("tlogs");
        log(logs, rekor.url(), rekor.key(), rekor.id(), "PKIX_ECDSA_P256_SHA_256");
        log(logs, rekor2.url(), rekor2.key(), rekor2.id(), "PKIX_ED25519");
        authority(root.putArray("certificateAuthorities"), "https://fulcio.test", fulcio.chain());
        log(
                root.putArray("ctlogs"),
                "https://ctfe.test",
                ctLog.key(),
                Digest.of(ctLog.key().getEncoded()).bytes(),
                "PKIX_ECDSA_P256_SHA_256");
        authority(root.putArray("timestampAuthorities"), "https://tsa.test", timestampAuthority.chain());
        return Json.bytes(root);
    }

    private static void log(ArrayNode logs, String url, PublicKey key, byte[] id, String details) {
        ObjectNode log = logs.addObject();
        log.put("baseUrl", url).put("hashAlgorithm", "SHA2_256");
        ObjectNode publicKey = log.putObject("publicKey");
        publicKey.put("rawBytes", Base64Text.encode(key.getEncoded())).put("keyDetails", details);
        publicKey.putObject("validFor").put("start", "2020-01-01T00:00:00Z");
        log.putObject("logId").put("keyId", Base64Text.encode(id));
    }

    private static void authority(ArrayNode authorities, String uri, List<X509Certificate> chain) {
        ObjectNode authority = authorities.addObject();
        authority.putObject("subject").put("organization", "test").put("commonName", "test");
        authority.put("uri", uri);
        ArrayNode certificates = authority.putObject("certChain").putArray("certificates");
        chain.forEach(certificate -> certificates.addObject().put("rawBytes", base64(certificate)));
        authority.putObject("validFor").put("start", "2020-01-01T00:00:00Z");
    }

    /** A certificate as annotations and policies hold it. */
    public static String pem(X509Certificate certificate) {
        return Pem.write("CERTIFICATE", Certificates.encoded(certificate));
    }

    static String base64(X509Certificate certificate) {
        return Base64Text.encode(Certificates.encoded(certificate));
    }
}
