package io.jenkins.plugins.imagepolicy.engine.signature.certificate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;

/**
 * Subject alternative names that say who somebody is: e-mail, DNS, URI, IP address (RFC 5280 section 4.2.1.6) and Fulcio's user name
 * in an otherName. Read from the extension itself, since the JDK wraps the value of an otherName once more.
 */
final class SubjectNames {
    private static final String EXTENSION = "2.5.29.17";
    /** DNS, e-mail, IP, URI, otherName: the first is "the subject" for cosign (pkg/cosign CertSubject). */
    private static final List<Integer> ORDER = List.of(2, 1, 7, 6, 0);

    private static final String USER_NAME = "1.3.6.1.4.1.57264.1.7";

    private SubjectNames() {}

    /**
     * In the order of their kinds; names of other kinds are left out.
     *
     * @throws IOException when a name cannot be read; so do the runtime exceptions of ASN.1
     */
    static List<String> read(X509Certificate certificate) throws IOException {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        List<String> names = new ArrayList<>();
        if (extension != null) {
            List<ASN1TaggedObject> written = new ArrayList<>();
            for (ASN1Encodable name : ASN1Sequence.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets())) {
                written.add(ASN1TaggedObject.getInstance(name));
            }
            written.sort(Comparator.comparingInt(name -> ORDER.indexOf(name.getTagNo())));
            for (ASN1TaggedObject name : written) {
                add(names, name);
            }
        }
        return names;
    }

    private static void add(List<String> names, ASN1TaggedObject name) throws IOException {
        switch (name.getTagNo()) {
            case 0 -> addUserName(names, ASN1Sequence.getInstance(name, false));
            case 1, 2, 6 -> names.add(ascii(ASN1IA5String.getInstance(name, false)));
            case 7 -> names.add(address(ASN1OctetString.getInstance(name, false).getOctets()));
            default -> {
                return;
            }
        }
    }

    private static String ascii(ASN1IA5String text) throws IOException {
        String value = text.getString();
        if (!value.chars().allMatch(c -> c < 0x80)) {
            throw new IOException("a name is not ASCII");
        }
        return value;
    }

    /** OtherName ::= SEQUENCE { type-id, value [0] EXPLICIT UTF8String }. */
    private static void addUserName(List<String> names, ASN1Sequence otherName) {
        ASN1ObjectIdentifier type = ASN1ObjectIdentifier.getInstance(otherName.getObjectAt(0));
        if (type.getId().equals(USER_NAME)) {
            ASN1TaggedObject value = ASN1TaggedObject.getInstance(otherName.getObjectAt(1));
            names.add(ASN1UTF8String.getInstance(value, true).getString());
        }
    }

    /** As people and policies write it; of an IPv6 address the longest run of zeros is left out (RFC 5952). */
    private static String address(byte[] bytes) throws IOException {
        if (bytes.length == 4) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
        }
        if (bytes.length != 16) {
            throw new IOException("an IP address has " + bytes.length + " bytes");
        }
        StringJoiner groups = new StringJoiner(":");
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            groups.add(Integer.toHexString(Short.toUnsignedInt(buffer.getShort())));
        }
        return shortened(groups.toString());
    }

    private static String shortened(String groups) {
        for (int zeros = 8; zeros > 1; zeros--) {
            String run = ":" + "0:".repeat(zeros);
            int at = (":" + groups + ":").indexOf(run);
            if (at >= 0) {
                String whole = ":" + groups + ":";
                String before = whole.substring(0, at);
                String after = whole.substring(at + run.length());
                return (before.isEmpty() ? "" : before.substring(1))
                        + "::"
                        + (after.isEmpty() ? "" : after.substring(0, after.length() - 1));
            }
        }
        return groups;
    }
}
