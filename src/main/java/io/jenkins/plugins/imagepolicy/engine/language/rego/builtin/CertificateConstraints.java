package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** What a certificate allows for those below it: names (RFC 5280 section 4.2.1.10) and policies (4.2.1.4). */
final class CertificateConstraints {
    /** Critical extensions that Go's parser understands. */
    private static final Set<ASN1ObjectIdentifier> HANDLED = Set.of(
            Extension.subjectKeyIdentifier,
            Extension.keyUsage,
            Extension.subjectAlternativeName,
            Extension.basicConstraints,
            Extension.nameConstraints,
            Extension.cRLDistributionPoints,
            Extension.certificatePolicies,
            Extension.authorityKeyIdentifier,
            Extension.extendedKeyUsage,
            Extension.authorityInfoAccess);

    private CertificateConstraints() {}

    static void put(ObjectValue.Builder out, Extensions extensions) {
        Extension names = extensions == null ? null : extensions.getExtension(Extension.nameConstraints);
        out.put("PermittedDNSDomainsCritical", BooleanValue.of(names != null && names.isCritical()));
        NameConstraints constraints = names == null ? null : NameConstraints.getInstance(names.getParsedValue());
        subtrees(out, "Permitted", constraints == null ? null : constraints.getPermittedSubtrees());
        subtrees(out, "Excluded", constraints == null ? null : constraints.getExcludedSubtrees());
        policies(out, extensions);
        List<Value> unhandled = new ArrayList<>();
        if (extensions != null) {
            for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
                if (!HANDLED.contains(id)) {
                    unhandled.add(Asn1Fields.oid(id));
                }
            }
        }
        out.put("UnhandledCriticalExtensions", Asn1Fields.list(unhandled));
    }

    private static void subtrees(ObjectValue.Builder out, String which, GeneralSubtree[] subtrees) {
        List<Value> domains = new ArrayList<>();
        List<Value> ranges = new ArrayList<>();
        List<Value> addresses = new ArrayList<>();
        List<Value> uris = new ArrayList<>();
        for (GeneralSubtree subtree : subtrees == null ? new GeneralSubtree[0] : subtrees) {
            GeneralName base = subtree.getBase();
            switch (base.getTagNo()) {
                case GeneralName.dNSName ->
                    domains.add(StringValue.of(base.getName().toString()));
                case GeneralName.rfc822Name ->
                    addresses.add(StringValue.of(base.getName().toString()));
                case GeneralName.uniformResourceIdentifier ->
                    uris.add(StringValue.of(base.getName().toString()));
                case GeneralName.iPAddress ->
                    ranges.add(range(ASN1OctetString.getInstance(base.getName()).getOctets()));
                default -> {
                    // Go leaves other kinds of names out, too.
                }
            }
        }
        out.put(which + "DNSDomains", Asn1Fields.list(domains));
        out.put(which + "IPRanges", Asn1Fields.list(ranges));
        out.put(which + "EmailAddresses", Asn1Fields.list(addresses));
        out.put(which + "URIDomains", Asn1Fields.list(uris));
    }

    /** An address and behind it a mask of the same length. */
    private static Value range(byte[] bytes) {
        int half = bytes.length / 2;
        return new ObjectValue.Builder()
                .put("IP", StringValue.of(Cidr.text(Arrays.copyOf(bytes, half))))
                .put("Mask", Asn1Fields.base64(Arrays.copyOfRange(bytes, half, bytes.length)))
                .build();
    }

    private static void policies(ObjectValue.Builder out, Extensions extensions) {
        CertificatePolicies policies = extensions == null ? null : CertificatePolicies.fromExtensions(extensions);
        if (policies == null) {
            out.put("Policies", NullValue.NULL);
            out.put("PolicyIdentifiers", NullValue.NULL);
            return;
        }
        List<Value> texts = new ArrayList<>();
        List<Value> numbers = new ArrayList<>();
        Arrays.stream(policies.getPolicyInformation()).forEach(p -> {
            texts.add(StringValue.of(p.getPolicyIdentifier().getId()));
            numbers.add(Asn1Fields.oid(p.getPolicyIdentifier()));
        });
        out.put("Policies", ArrayValue.of(texts));
        out.put("PolicyIdentifiers", ArrayValue.of(numbers));
    }
}
