package io.jenkins.plugins.imagepolicy.engine.signature.certificate;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;

/** Reads the identity in a Fulcio certificate (fulcio docs/oid-info.md). */
public final class CertificateIdentities {
    /** Extensions .1 to .6 hold bare text, the later ones a DER string. */
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";

    private static final int LAST_BARE = 6;
    private static final int OTHER_NAME = 0;
    /** DNS, e-mail, IP, URI, otherName: the first is "the subject" for cosign (pkg/cosign CertSubject). */
    private static final List<Integer> ORDER = List.of(2, 1, 7, 6, OTHER_NAME);

    private static final String USER_NAME = FULCIO + "7";
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
            return new CertificateIdentity(issuer, subjects(certificate), extensions);
        } catch (IOException | CertificateParsingException | RuntimeException e) {
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
                extensions.put(oid, text(oid, value));
            }
        }
        return extensions;
    }

    private static String text(String oid, byte[] value) throws IOException {
        String last = oid.substring(FULCIO.length());
        boolean bare = last.matches("[0-9]{1,3}") && Integer.parseInt(last) <= LAST_BARE;
        if (bare) {
            return utf8(value);
        }
        return ((ASN1String) ASN1Primitive.fromByteArray(value)).getString();
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static List<String> subjects(X509Certificate certificate) throws CertificateParsingException, IOException {
        Collection<List<?>> written = certificate.getSubjectAlternativeNames();
        List<List<?>> names = new ArrayList<>(written == null ? List.of() : written);
        names.sort(Comparator.comparingInt(name -> ORDER.indexOf((Integer) name.get(0))));
        List<String> subjects = new ArrayList<>();
        for (List<?> name : names) {
            int type = (Integer) name.get(0);
            if (name.get(1) instanceof String text) {
                if (type != 4) {
                    subjects.add(text);
                }
            } else if (type == OTHER_NAME && name.get(1) instanceof byte[] der) {
                addUserName(subjects, der);
            }
        }
        return subjects;
    }

    /** OtherName ::= SEQUENCE { type-id, value [0] EXPLICIT UTF8String }. */
    private static void addUserName(List<String> subjects, byte[] der) throws IOException {
        ASN1Encodable parsed = ASN1Primitive.fromByteArray(der);
        if (parsed instanceof ASN1TaggedObject tagged) {
            parsed = ASN1Sequence.getInstance(tagged, false);
        }
        ASN1Sequence otherName = ASN1Sequence.getInstance(parsed);
        if (ASN1ObjectIdentifier.getInstance(otherName.getObjectAt(0)).getId().equals(USER_NAME)) {
            ASN1TaggedObject value = ASN1TaggedObject.getInstance(otherName.getObjectAt(1));
            subjects.add(((ASN1String) value.getExplicitBaseObject().toASN1Primitive()).getString());
        }
    }

    private static UnverifiedException malformed(String message) {
        return new UnverifiedException(ReasonCode.CERTIFICATE_INVALID, message);
    }
}
