package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.HashAlgorithm;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.KeyMaterial;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.LogEntry;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.CertificateIdentities;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.SignatureCheck;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.log.EntryBody;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says whose signature it is that no demanded key made, from what the artefact itself tells. */
final class OtherSigner {
    private OtherSigner() {}

    static UnverifiedException thanKeys(Artefact artefact, byte[] signedBytes, List<PublicKey> demanded) {
        if (artefact.material() instanceof KeyMaterial.Certificate certificate) {
            PublicKey key = certificate.leaf().getPublicKey();
            if (!demanded.contains(key) && made(key, artefact, signedBytes)) {
                return other(
                        "it is signed with a certificate of " + describe(certificate) + ", not with a demanded key");
            }
        }
        List<PublicKey> named = namedKeys(artefact);
        for (PublicKey key : named) {
            if (demanded.contains(key)) {
                return bad("it names a demanded key (" + Keys.fingerprint(key) + ") that did not make its signature");
            }
            if (made(key, artefact, signedBytes)) {
                return other("it is signed with the key " + Keys.fingerprint(key) + ", not with a demanded one");
            }
        }
        if (artefact.material() instanceof KeyMaterial.Hint hint && !hint.hint().isEmpty()) {
            boolean ours = demanded.stream().anyMatch(key -> hint(key).equals(hint.hint()));
            return ours
                    ? bad("it names a demanded key that did not make its signature")
                    : other("it says that it is signed with the key '" + Printable.line(hint.hint())
                            + "', not with a demanded one");
        }
        if (!isWellFormed(artefact.signature())) {
            return bad("its signature is malformed");
        }
        return other("no demanded key made its signature: it was made with another key, or changed since");
    }

    static UnverifiedException withoutCertificate(Artefact artefact) {
        String key = namedKeys(artefact).stream()
                .findFirst()
                .map(k -> "the key " + Keys.fingerprint(k))
                .orElse("a key");
        return other("it is signed with " + key + " and carries no certificate");
    }

    /** {@code subject (issuer)}, harmless to print. */
    static String describe(CertificateIdentity identity) {
        String subjects = identity.subjects().isEmpty() ? "nobody" : String.join(", ", identity.subjects());
        String issuer = identity.issuer().isEmpty() ? "no issuer" : "issuer " + identity.issuer();
        return Printable.line(subjects + " (" + issuer + ")");
    }

    private static String describe(KeyMaterial.Certificate certificate) {
        try {
            return describe(CertificateIdentities.read(certificate.leaf()));
        } catch (UnverifiedException e) {
            return "an identity that cannot be read";
        }
    }

    private static List<PublicKey> namedKeys(Artefact artefact) {
        List<PublicKey> keys = new ArrayList<>();
        for (LogEntry entry : artefact.logEntries()) {
            namedKey(entry).ifPresent(keys::add);
        }
        return keys;
    }

    private static Optional<PublicKey> namedKey(LogEntry entry) {
        try {
            return EntryBody.parse(entry.body()).namedKey();
        } catch (EncodingException e) {
            return Optional.empty();
        }
    }

    private static boolean made(PublicKey key, Artefact artefact, byte[] signedBytes) {
        return artefact.format() == SignatureFormat.LEGACY
                ? SignatureCheck.legacy(key, HashAlgorithm.SHA256, signedBytes, artefact.signature())
                : SignatureCheck.implied(key, signedBytes, artefact.signature());
    }

    /** What cosign writes as hint. */
    private static String hint(PublicKey key) {
        return Base64Text.encode(Hashes.sha256(key.getEncoded()));
    }

    /** An ASN.1 pair of numbers (ECDSA), or of the length of an Ed25519 or RSA signature. */
    private static boolean isWellFormed(byte[] signature) {
        boolean ecdsa = signature.length > 8 && signature[0] == 0x30 && signature.length < 150;
        return ecdsa || signature.length == 64 || signature.length >= 256;
    }

    private static UnverifiedException other(String message) {
        return new UnverifiedException(ReasonCode.SIGNED_BY_OTHER, message);
    }

    private static UnverifiedException bad(String message) {
        return new UnverifiedException(ReasonCode.BAD_SIGNATURE, message);
    }
}
