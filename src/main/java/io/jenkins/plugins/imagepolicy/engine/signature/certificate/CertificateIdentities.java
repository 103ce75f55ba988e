package io.jenkins.plugins.imagepolicy.engine.signature.certificate;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;

/** Reads the identity in a Fulcio certificate (fulcio docs/oid-info.md). */
public final class CertificateIdentities {
    /** Extensions .1 to .6 hold bare text, the later ones a DER string. */
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";

    private static final int LAST_BARE = 6;
    private static final int LAST_KNOWN = 24;

    private static final String ISSUER = FULCIO + "1";
    private static final String ISSUER_V2 = FULCIO + "8";

    private CertificateIdentities() {}

    public static CertificateIdentity read(X509Certificate certificate) throws UnverifiedException {
        try {
            Map<String, String> extensions = extensions(certificate);
            String old = extensions.get(ISSUER);
            String issuer = extensions.getOrDefault(ISSUER_V2, old == null ? "" : old);
            if (old != null && !old.equals(issuer)) {
                throw malformed("its certificate names two different issuers, " + old + " and " + issuer);
            }
            return new CertificateIdentity(issuer, SubjectNames.read(certificate), extensions);
        } catch (IOException | RuntimeException e) {
            // ASN.1 parsers answer malformed structures with exceptions of many kinds.
            throw malformed("its certificate has an extension that cannot be read");
        }
    }

    private static Map<String, String> extensions(X509Certificate certificate) throws IOException {
        Map<String, String> extensions = new TreeMap<>();
        for (String oid : certificate.getNonCriticalExtensionOIDs() == null
                ? List.<String>of()
                : certificate.getNonCriticalExtensionOIDs()) {
            if (oid.startsWith(FULCIO)) {
                byte[] value = ASN1OctetString.getInstance(certificate.getExtensionValue(oid))
                        .getOctets();
                text(oid, value).ifPresent(text -> extensions.put(oid, text));
            }
        }
        return extensions;
    }

    /** Empty for extensions that are not known and hold no text; nobody can ask for them. */
    private static Optional<String> text(String oid, byte[] value) throws IOException {
        String last = oid.substring(FULCIO.length());
        int number = last.matches("[0-9]{1,3}") ? Integer.parseInt(last) : Integer.MAX_VALUE;
        if (number <= LAST_BARE) {
            return Optional.of(utf8(value));
        }
        if (number <= LAST_KNOWN) {
            return Optional.of(((ASN1String) ASN1Primitive.fromByteArray(value)).getString());
        }
        try {
            return ASN1Primitive.fromByteArray(value) instanceof ASN1String text
                    ? Optional.of(text.getString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static UnverifiedException malformed(String message) {
        return new UnverifiedException(ReasonCode.CERTIFICATE_INVALID, message);
    }
}
