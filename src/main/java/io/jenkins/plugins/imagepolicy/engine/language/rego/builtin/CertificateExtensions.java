package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The extensions of a certificate or a request (RFC 5280 section 4.2). */
final class CertificateExtensions {
    private CertificateExtensions() {}

    /** The extensions as a list, and those that have fields of their own. */
    static void put(ObjectValue.Builder out, Extensions extensions) {
        if (extensions == null) {
            out.put("Extensions", NullValue.NULL);
            return;
        }
        List<Value> list = new ArrayList<>();
        for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
            Extension e = extensions.getExtension(id);
            list.add(new ObjectValue.Builder()
                    .put("Id", Asn1Fields.oid(id))
                    .put("Critical", BooleanValue.of(e.isCritical()))
                    .put("Value", Asn1Fields.base64(e.getExtnValue().getOctets()))
                    .build());
        }
        out.put("Extensions", ArrayValue.of(list));
        Extension subject = extensions.getExtension(Extension.subjectKeyIdentifier);
        out.put(
                "SubjectKeyId",
                subject == null
                        ? NullValue.NULL
                        : Asn1Fields.base64(ASN1OctetString.getInstance(subject.getParsedValue())
                                .getOctets()));
        AuthorityKeyIdentifier authority = AuthorityKeyIdentifier.fromExtensions(extensions);
        out.put(
                "AuthorityKeyId",
                authority == null ? NullValue.NULL : Asn1Fields.base64(authority.getKeyIdentifierOctets()));
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
        out.put("OCSPServer", Asn1Fields.texts(ocsp));
        out.put("IssuingCertificateURL", Asn1Fields.texts(issuers));
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
        out.put("CRLDistributionPoints", Asn1Fields.texts(lists));
    }

    static void alternativeNames(ObjectValue.Builder out, Extensions extensions) {
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
        out.put("DNSNames", Asn1Fields.texts(dns));
        out.put("EmailAddresses", Asn1Fields.texts(mail));
        out.put("IPAddresses", Asn1Fields.texts(addresses));
        out.put(
                "URIs",
                uris.isEmpty()
                        ? NullValue.NULL
                        : ArrayValue.of(
                                uris.stream().map(CertificateExtensions::uri).toList()));
        out.put("URIStrings", Asn1Fields.texts(uris));
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
}
