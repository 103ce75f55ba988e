package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
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
    private static final Map<String, Integer> USAGES = Map.of(
            "2.5.29.37.0", 0,
            "1.3.6.1.5.5.7.3.1", 1,
            "1.3.6.1.5.5.7.3.2", 2,
            "1.3.6.1.5.5.7.3.3", 3,
            "1.3.6.1.5.5.7.3.4", 4,
            "1.3.6.1.5.5.7.3.8", 8,
            "1.3.6.1.5.5.7.3.9", 9);
    private static final List<String> USAGE_NAMES = List.of(
            "KeyUsageAny",
            "KeyUsageServerAuth",
            "KeyUsageClientAuth",
            "KeyUsageCodeSigning",
            "KeyUsageEmailProtection",
            "KeyUsageIPSECEndSystem",
            "KeyUsageIPSECTunnel",
            "KeyUsageIPSECUser",
            "KeyUsageTimeStamping",
            "KeyUsageOCSPSigning");
    private static final Map<String, String> NAME_FIELDS = Map.of(
            "2.5.4.6", "Country",
            "2.5.4.10", "Organization",
            "2.5.4.11", "OrganizationalUnit",
            "2.5.4.7", "Locality",
            "2.5.4.8", "Province",
            "2.5.4.9", "StreetAddress",
            "2.5.4.17", "PostalCode");

    private CertificateFields() {}

    static Value of(X509Certificate c) throws BuiltinException {
        ObjectValue.Builder out = new ObjectValue.Builder();
        try {
            X509CertificateHolder holder = new X509CertificateHolder(c.getEncoded());
            out.put("Raw", base64(c.getEncoded()));
            out.put("RawTBSCertificate", base64(c.getTBSCertificate()));
            common(out, holder.getSubjectPublicKeyInfo(), holder.getSubject(), holder.getExtensions());
            out.put("RawIssuer", base64(c.getIssuerX500Principal().getEncoded()));
            out.put("Issuer", name(holder.getIssuer()));
        } catch (CertificateEncodingException | java.io.IOException e) {
            throw BuiltinException.of("x509: malformed certificate");
        }
        out.put("Signature", base64(c.getSignature()));
        out.put("SignatureAlgorithm", NumberValue.of(SIGNATURES.getOrDefault(c.getSigAlgOID(), 0)));
        out.put("PublicKey", publicKey(c.getPublicKey()));
        out.put("Version", NumberValue.of(c.getVersion()));
        out.put("SerialNumber", NumberValue.of(c.getSerialNumber()));
        out.put("NotBefore", StringValue.of(c.getNotBefore().toInstant().toString()));
        out.put("NotAfter", StringValue.of(c.getNotAfter().toInstant().toString()));
        out.put("KeyUsage", NumberValue.of(keyUsage(c)));
        usages(out, c);
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
            out.put("Raw", base64(r.getEncoded()));
            out.put(
                    "RawTBSCertificateRequest",
                    base64(r.toASN1Structure().getCertificationRequestInfo().getEncoded()));
            common(out, r.getSubjectPublicKeyInfo(), r.getSubject(), extensions);
        } catch (java.io.IOException e) {
            throw BuiltinException.of("asn1: structure error");
        }
        out.put("Version", NumberValue.of(0));
        out.put("Signature", base64(r.getSignature()));
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
        out.put("RawSubjectPublicKeyInfo", base64(key.getEncoded()));
        out.put("RawSubject", base64(subject.getEncoded()));
        out.put("Subject", name(subject));
        String algorithm = key.getAlgorithm().getAlgorithm().getId();
        out.put("PublicKeyAlgorithm", NumberValue.of(KEYS.getOrDefault(algorithm, 0)));
        extensions(out, extensions);
        alternativeNames(out, extensions);
        out.put("ExtraExtensions", NullValue.NULL);
    }

    private static Value base64(byte[] bytes) {
        return bytes == null
                ? NullValue.NULL
                : StringValue.of(Base64.getEncoder().encodeToString(bytes));
    }

    private static Value oid(ASN1ObjectIdentifier id) {
        List<Value> parts = new ArrayList<>();
        Arrays.stream(id.getId().split("[.]")).forEach(p -> parts.add(NumberValue.of(new BigInteger(p))));
        return ArrayValue.of(parts);
    }

    private static Value name(X500Name name) {
        ObjectValue.Builder out = new ObjectValue.Builder();
        NAME_FIELDS.values().forEach(field -> out.put(field, NullValue.NULL));
        out.put("CommonName", StringValue.EMPTY);
        out.put("SerialNumber", StringValue.EMPTY);
        out.put("ExtraNames", NullValue.NULL);
        List<Value> names = new ArrayList<>();
        for (RDN rdn : name.getRDNs()) {
            for (AttributeTypeAndValue part : rdn.getTypesAndValues()) {
                Value text = text(part.getValue());
                names.add(new ObjectValue.Builder()
                        .put("Type", oid(part.getType()))
                        .put("Value", text)
                        .build());
                named(out, part.getType().getId(), text);
            }
        }
        out.put("Names", names.isEmpty() ? NullValue.NULL : ArrayValue.of(names));
        return out.build();
    }

    private static Value text(ASN1Encodable value) {
        return StringValue.of(value instanceof ASN1String s ? s.getString() : value.toString());
    }

    private static void named(ObjectValue.Builder out, String type, Value text) {
        if (type.equals("2.5.4.3")) {
            out.put("CommonName", text);
        } else if (type.equals("2.5.4.5")) {
            out.put("SerialNumber", text);
        } else if (NAME_FIELDS.containsKey(type)) {
            StringValue field = StringValue.of(NAME_FIELDS.get(type));
            List<Value> values = new ArrayList<>();
            if (out.get(field) instanceof ArrayValue before) {
                before.forEach(values::add);
            }
            values.add(text);
            out.put(field, ArrayValue.of(values));
        }
    }

    private static void extensions(ObjectValue.Builder out, Extensions extensions) {
        if (extensions == null) {
            out.put("Extensions", NullValue.NULL);
            return;
        }
        List<Value> list = new ArrayList<>();
        for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
            Extension e = extensions.getExtension(id);
            list.add(new ObjectValue.Builder()
                    .put("Id", oid(id))
                    .put("Critical", BooleanValue.of(e.isCritical()))
                    .put("Value", base64(e.getExtnValue().getOctets()))
                    .build());
        }
        out.put("Extensions", ArrayValue.of(list));
        Extension subject = extensions.getExtension(Extension.subjectKeyIdentifier);
        out.put(
                "SubjectKeyId",
                subject == null
                        ? NullValue.NULL
                        : base64(ASN1OctetString.getInstance(subject.getParsedValue())
                                .getOctets()));
        AuthorityKeyIdentifier authority = AuthorityKeyIdentifier.fromExtensions(extensions);
        out.put("AuthorityKeyId", authority == null ? NullValue.NULL : base64(authority.getKeyIdentifierOctets()));
        locations(out, extensions);
    }

    private static void locations(ObjectValue.Builder out, Extensions extensions) {
        List<String> ocsp = new ArrayList<>();
        List<String> issuers = new ArrayList<>();
        AuthorityInformationAccess access = AuthorityInformationAccess.fromExtensions(extensions);
        if (access != null) {
            for (AccessDescription d : access.getAccessDescriptions()) {
                if (d.getAccessLocation().getTagNo() == GeneralName.uniformResourceIdentifier) {
                    boolean isOcsp = d.getAccessMethod().equals(AccessDescription.id_ad_ocsp);
                    (isOcsp ? ocsp : issuers)
                            .add(d.getAccessLocation().getName().toString());
                }
            }
        }
        out.put("OCSPServer", texts(ocsp));
        out.put("IssuingCertificateURL", texts(issuers));
        List<String> lists = new ArrayList<>();
        Extension crl = extensions.getExtension(Extension.cRLDistributionPoints);
        if (crl != null) {
            for (DistributionPoint p :
                    CRLDistPoint.getInstance(crl.getParsedValue()).getDistributionPoints()) {
                ASN1Encodable names = p.getDistributionPoint() == null
                        ? null
                        : p.getDistributionPoint().getName();
                if (names instanceof GeneralNames general) {
                    for (GeneralName n : general.getNames()) {
                        lists.add(n.getName().toString());
                    }
                }
            }
        }
        out.put("CRLDistributionPoints", texts(lists));
    }

    private static Value texts(Collection<String> texts) {
        return texts.isEmpty()
                ? NullValue.NULL
                : ArrayValue.of(texts.stream().map(StringValue::of).toList());
    }

    private static void alternativeNames(ObjectValue.Builder out, Extensions extensions) {
        List<String> dns = new ArrayList<>();
        List<String> mail = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        List<String> uris = new ArrayList<>();
        GeneralNames names =
                extensions == null ? null : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        for (GeneralName n : names == null ? new GeneralName[0] : names.getNames()) {
            switch (n.getTagNo()) {
                case GeneralName.dNSName -> dns.add(n.getName().toString());
                case GeneralName.rfc822Name -> mail.add(n.getName().toString());
                case GeneralName.uniformResourceIdentifier ->
                    uris.add(n.getName().toString());
                case GeneralName.iPAddress ->
                    addresses.add(
                            Cidr.text(ASN1OctetString.getInstance(n.getName()).getOctets()));
                default -> {
                    // Go leaves other kinds of names out, too.
                }
            }
        }
        out.put("DNSNames", texts(dns));
        out.put("EmailAddresses", texts(mail));
        out.put("IPAddresses", texts(addresses));
        out.put(
                "URIs",
                uris.isEmpty()
                        ? NullValue.NULL
                        : ArrayValue.of(
                                uris.stream().map(CertificateFields::uri).toList()));
        out.put("URIStrings", texts(uris));
    }

    private static Value uri(String text) {
        ObjectValue.Builder out = new ObjectValue.Builder();
        try {
            java.net.URI uri = new java.net.URI(text);
            out.put(
                    "Scheme",
                    StringValue.of(
                            uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT)));
            out.put("Opaque", StringValue.of(uri.isOpaque() ? uri.getSchemeSpecificPart() : ""));
            out.put("Host", StringValue.of(uri.getAuthority() == null ? "" : uri.getAuthority()));
            out.put("Path", StringValue.of(uri.getPath() == null ? "" : uri.getPath()));
            out.put("RawQuery", StringValue.of(uri.getRawQuery() == null ? "" : uri.getRawQuery()));
            out.put("Fragment", StringValue.of(uri.getFragment() == null ? "" : uri.getFragment()));
        } catch (java.net.URISyntaxException e) {
            out.put("Path", StringValue.of(text));
        }
        return out.build();
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
                : base64(Arrays.copyOfRange(
                        key.getEncoded(), Math.max(0, key.getEncoded().length - 32), key.getEncoded().length));
    }

    private static long keyUsage(X509Certificate c) {
        boolean[] usage = c.getKeyUsage();
        long bits = 0;
        for (int i = 0; usage != null && i < usage.length; i++) {
            bits |= usage[i] ? 1L << i : 0;
        }
        return bits;
    }

    private static List<String> extendedUsage(X509Certificate c) throws BuiltinException {
        try {
            List<String> usage = c.getExtendedKeyUsage();
            return usage == null ? List.of() : usage;
        } catch (CertificateParsingException e) {
            throw BuiltinException.of("x509: malformed certificate");
        }
    }

    private static void usages(ObjectValue.Builder out, X509Certificate c) throws BuiltinException {
        List<Value> known = new ArrayList<>();
        List<Value> unknown = new ArrayList<>();
        for (String id : extendedUsage(c)) {
            if (USAGES.containsKey(id)) {
                known.add(NumberValue.of(USAGES.get(id)));
            } else {
                unknown.add(oid(new ASN1ObjectIdentifier(id)));
            }
        }
        out.put("ExtKeyUsage", known.isEmpty() ? NullValue.NULL : ArrayValue.of(known));
        out.put("UnknownExtKeyUsage", unknown.isEmpty() ? NullValue.NULL : ArrayValue.of(unknown));
    }

    /** Whether a leaf fits the host name and the usages that options ask for. */
    static boolean fits(X509Certificate leaf, ObjectValue options) throws BuiltinException {
        if (options.get("DNSName") instanceof StringValue host && !host.value().isEmpty()) {
            Value names = ((ObjectValue) of(leaf)).get("DNSNames");
            boolean found = false;
            if (names instanceof ArrayValue list) {
                for (Value n : list) {
                    found |= matches(((StringValue) n).value(), host.value());
                }
            }
            if (!found) {
                return false;
            }
        }
        List<String> usages = extendedUsage(leaf);
        if (usages.isEmpty() || usages.contains("2.5.29.37.0")) {
            return true;
        }
        boolean any = false;
        List<String> wanted = options.get("KeyUsages") instanceof ArrayValue
                ? Args.strings(new Value[] {options.get("KeyUsages")}, 1)
                : List.of("KeyUsageServerAuth");
        for (String name : wanted) {
            int number = USAGE_NAMES.indexOf(name);
            if (number < 0) {
                throw BuiltinException.of("invalid entries for 'KeyUsages' found");
            }
            any |= number == 0 || usages.stream().anyMatch(u -> USAGES.getOrDefault(u, -1) == number);
        }
        return any;
    }

    private static boolean matches(String pattern, String host) {
        String p = pattern.toLowerCase(Locale.ROOT);
        String h = host.toLowerCase(Locale.ROOT);
        int dot = h.indexOf('.');
        return p.equals(h) || p.startsWith("*.") && dot > 0 && p.substring(1).equals(h.substring(dot));
    }
}
