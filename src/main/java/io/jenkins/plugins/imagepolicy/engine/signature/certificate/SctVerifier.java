package io.jenkins.plugins.imagepolicy.engine.signature.certificate;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.Hashes;
import io.jenkins.plugins.imagepolicy.engine.signature.crypto.SignatureCheck;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TransparencyLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/** Signed certificate timestamps (RFC 6962 section 3): a trusted log's promise to show a certificate. */
public final class SctVerifier {
    private static final ASN1ObjectIdentifier SCT_LIST = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
    private static final int EXTENSIONS_TAG = 3;
    private static final int X509_ENTRY = 0;
    private static final int PRECERT_ENTRY = 1;
    private static final int MOST = 16;

    private final List<TransparencyLog> logs;

    public SctVerifier(List<TransparencyLog> logs) {
        this.logs = List.copyOf(logs);
    }

    private record Sct(byte[] logId, long timestamp, byte[] extensions, byte[] signature) {}

    /** Verifies that at least one of the timestamps embedded in {@code certificate} is by a trusted log in its time. */
    public void verifyEmbedded(X509Certificate certificate, X509Certificate issuer) throws UnverifiedException {
        byte[] extension = certificate.getExtensionValue(SCT_LIST.getId());
        if (extension == null) {
            throw invalid("its certificate carries no signed certificate timestamp (SCT)");
        }
        try {
            byte[] list = ASN1OctetString.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets())
                    .getOctets();
            List<Sct> scts = list(ByteBuffer.wrap(list));
            byte[] issuerKey = Hashes.sha256(issuer.getPublicKey().getEncoded());
            byte[] tbs = withoutTimestamps(certificate.getTBSCertificate());
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            entry.writeBytes(issuerKey);
            writeWithLength(entry, tbs);
            requireOne(scts, PRECERT_ENTRY, entry.toByteArray());
        } catch (IOException | CertificateEncodingException | RuntimeException e) {
            throw invalid("the signed certificate timestamps of its certificate cannot be read");
        }
    }

    /** Verifies a timestamp delivered beside the certificate, as the TLS structure SignedCertificateTimestamp. */
    public void verifyDetached(X509Certificate certificate, byte[] sct) throws UnverifiedException {
        try {
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            writeWithLength(entry, Certificates.encoded(certificate));
            requireOne(List.of(sct(ByteBuffer.wrap(sct))), X509_ENTRY, entry.toByteArray());
        } catch (RuntimeException e) {
            throw invalid("its detached signed certificate timestamp cannot be read");
        }
    }

    private void requireOne(List<Sct> scts, int entryType, byte[] entry) throws UnverifiedException {
        String fault = "is of no trusted log";
        for (Sct sct : scts) {
            String logId = HexFormat.of().formatHex(sct.logId());
            for (TransparencyLog log : logs) {
                if (log.keyId().equals(logId)) {
                    if (!log.validity().contains(Instant.ofEpochMilli(sct.timestamp()))) {
                        fault = "is of a log whose key is not valid at " + Instant.ofEpochMilli(sct.timestamp());
                    } else if (SignatureCheck.implied(log.key(), signed(sct, entryType, entry), sct.signature())) {
                        return;
                    } else {
                        fault = "is not signed by its log";
                    }
                }
            }
        }
        throw invalid("the signed certificate timestamp (SCT) of its certificate " + fault);
    }

    private static byte[] signed(Sct sct, int entryType, byte[] entry) {
        ByteBuffer signed = ByteBuffer.allocate(1 + 1 + 8 + 2 + entry.length + 2 + sct.extensions().length);
        signed.put((byte) 0).put((byte) 0).putLong(sct.timestamp()).putShort((short) entryType);
        signed.put(entry).putShort((short) sct.extensions().length).put(sct.extensions());
        return signed.array();
    }

    private static List<Sct> list(ByteBuffer buffer) {
        ByteBuffer list = ByteBuffer.wrap(opaque(buffer));
        requireEnd(buffer);
        List<Sct> scts = new ArrayList<>();
        while (list.hasRemaining()) {
            scts.add(sct(ByteBuffer.wrap(opaque(list))));
            if (scts.size() > MOST) {
                throw new IllegalArgumentException("too many timestamps");
            }
        }
        return scts;
    }

    private static Sct sct(ByteBuffer buffer) {
        if (buffer.get() != 0) {
            throw new IllegalArgumentException("not version 1");
        }
        byte[] logId = new byte[32];
        buffer.get(logId);
        long timestamp = buffer.getLong();
        byte[] extensions = opaque(buffer);
        buffer.getShort();
        byte[] signature = opaque(buffer);
        requireEnd(buffer);
        return new Sct(logId, timestamp, extensions, signature);
    }

    private static byte[] opaque(ByteBuffer buffer) {
        byte[] bytes = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(bytes);
        return bytes;
    }

    private static void requireEnd(ByteBuffer buffer) {
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException("bytes behind the end");
        }
    }

    private static void writeWithLength(ByteArrayOutputStream out, byte[] bytes) {
        out.write(bytes.length >> 16);
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    /** The certificate as the log saw it, before the timestamps were put in (RFC 6962 section 3.2). */
    private static byte[] withoutTimestamps(byte[] tbs) throws IOException {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        for (ASN1Encodable field : ASN1Sequence.getInstance(tbs)) {
            if (field instanceof ASN1TaggedObject tagged && tagged.getTagNo() == EXTENSIONS_TAG) {
                ASN1EncodableVector kept = new ASN1EncodableVector();
                for (ASN1Encodable extension : ASN1Sequence.getInstance(tagged, true)) {
                    ASN1Sequence parts = ASN1Sequence.getInstance(extension);
                    if (!SCT_LIST.equals(parts.getObjectAt(0))) {
                        kept.add(extension);
                    }
                }
                fields.add(new DERTaggedObject(true, EXTENSIONS_TAG, new DERSequence(kept)));
            } else {
                fields.add(field);
            }
        }
        return new DERSequence(fields).getEncoded(ASN1Encoding.DER);
    }

    private static UnverifiedException invalid(String message) {
        return new UnverifiedException(ReasonCode.CERTIFICATE_INVALID, message);
    }
}
