package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Certificates and requests as objects, with the names and conventions of Go's {@code crypto/x509} in JSON. */
final class CertificateFields {
    private static final Map<String, Integer> SIGNATURES = Map.ofEntries(
            Map.entry("1.2.840.113549.1.1.4", 2),
            Map.entry("1.2.840.113549.1.1.5", 3),
            Map.entry("1.2.840.113549.1.1.11", 4),
            Map.entry("1.2.840.113549.1.1.12", 5),
            Map.entry("1.2.840.113549.1.1.13", 6),
            Map.entry("1.2.840.10045.4.1", 9),
            Map.entry("1.2.840.10045.4.3.2", 10),
            Map.entry("1.2.840.10045.4.3.3", 11),
            Map.entry("1.2.840.10045.4.3.4", 12),
            Map.entry("1.3.101.112", 16));
    private static final Map<String, Integer> KEYS =
            Map.of("1.2.840.113549.1.1.1", 1, "1.2.840.10040.4.1", 2, "1.2.840.10045.2.1", 3, "1.3.101.112", 4);

    private CertificateFields() {}

    static Value of(X509Certificate c) throws BuiltinException {
        ObjectValue.Builder out = new ObjectValue.Builder();
        try {
            X509CertificateHolder holder = new X509CertificateHolder(c.getEncoded());
            out.put("Raw", Asn1Fields.base64(c.getEncoded()));
            out.put("RawTBSCertificate", Asn1Fields.base64(c.getTBSCertificate()));
            common(out, holder.getSubjectPublicKeyInfo(), holder.getSubject(), holder.getExtensions());
            CertificateConstraints.put(out, holder.getExtensions());
            out.put("RawIssuer", Asn1Fields.base64(c.getIssuerX500Principal().getEncoded()));
            out.put("Issuer", DistinguishedNames.of(holder.getIssuer()));
        } catch (CertificateEncodingException | java.io.IOException e) {
            throw BuiltinException.of("x509: malformed certificate");
        }
        out.put("Signature", Asn1Fields.base64(c.getSignature()));
        out.put("SignatureAlgorithm", NumberValue.of(SIGNATURES.getOrDefault(c.getSigAlgOID(), 0)));
        out.put("PublicKey", publicKey(c.getPublicKey()));
        out.put("Version", NumberValue.of(c.getVersion()));
        out.put("SerialNumber", NumberValue.of(c.getSerialNumber()));
        out.put("NotBefore", StringValue.of(c.getNotBefore().toInstant().toString()));
        out.put("NotAfter", StringValue.of(c.getNotAfter().toInstant().toString()));
        out.put("KeyUsage", NumberValue.of(KeyUsages.bits(c)));
        KeyUsages.extended(out, c);
        boolean basic = c.getExtensionValue("2.5.29.19") != null;
        int length = c.getBasicConstraints();
        out.put("BasicConstraintsValid", BooleanValue.of(basic));
        out.put("IsCA", BooleanValue.of(length >= 0));
        long max = !basic ? 0 : length < 0 || length == Integer.MAX_VALUE ? -1 : length;
        out.put("MaxPathLen", NumberValue.of(max));
        out.put("MaxPathLenZero", BooleanValue.of(basic && length == 0));
        return out.build();
    }

    static Value of(PKCS10CertificationRequest r) throws BuiltinException {
        ObjectValue.Builder out = new ObjectValue.Builder();
        Extensions extensions = r.getRequestedExtensions();
        try {
            out.put("Raw", Asn1Fields.base64(r.getEncoded()));
            out.put(
                    "RawTBSCertificateRequest",
                    Asn1Fields.base64(
                            r.toASN1Structure().getCertificationRequestInfo().getEncoded()));
            common(out, r.getSubjectPublicKeyInfo(), r.getSubject(), extensions);
        } catch (java.io.IOException e) {
            throw BuiltinException.of("asn1: structure error");
        }
        out.put("Version", NumberValue.of(0));
        out.put("Signature", Asn1Fields.base64(r.getSignature()));
        String algorithm = r.getSignatureAlgorithm().getAlgorithm().getId();
        out.put("SignatureAlgorithm", NumberValue.of(SIGNATURES.getOrDefault(algorithm, 0)));
        out.put("PublicKey", publicKey(Keys.publicKey(r.getSubjectPublicKeyInfo())));
        out.put("Attributes", attributes(r));
        return out.build();
    }

    private static Value attributes(PKCS10CertificationRequest r) {
        return r.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest).length == 0
                ? NullValue.NULL
                : ArrayValue.EMPTY;
    }

    private static void common(
            ObjectValue.Builder out, SubjectPublicKeyInfo key, X500Name subject, Extensions extensions)
            throws java.io.IOException {
        out.put("RawSubjectPublicKeyInfo", Asn1Fields.base64(key.getEncoded()));
        out.put("RawSubject", Asn1Fields.base64(subject.getEncoded()));
        out.put("Subject", DistinguishedNames.of(subject));
        String algorithm = key.getAlgorithm().getAlgorithm().getId();
        out.put("PublicKeyAlgorithm", NumberValue.of(KEYS.getOrDefault(algorithm, 0)));
        CertificateExtensions.put(out, extensions);
        CertificateExtensions.alternativeNames(out, extensions);
        out.put("ExtraExtensions", NullValue.NULL);
    }

    private static Value publicKey(java.security.PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return new ObjectValue.Builder()
                    .put("N", NumberValue.of(rsa.getModulus()))
                    .put("E", NumberValue.of(rsa.getPublicExponent()))
                    .build();
        }
        if (key instanceof ECPublicKey ec) {
            return new ObjectValue.Builder()
                    .put("Curve", ObjectValue.EMPTY)
                    .put("X", NumberValue.of(ec.getW().getAffineX()))
                    .put("Y", NumberValue.of(ec.getW().getAffineY()))
                    .build();
        }
        return key == null
                ? NullValue.NULL
                : Asn1Fields.base64(Arrays.copyOfRange(
                        key.getEncoded(), Math.max(0, key.getEncoded().length - 32), key.getEncoded().length));
    }
}
