package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/** Names of subjects and issuers with the fields of Go's {@code pkix.Name}. */
final class DistinguishedNames {
    private static final Map<String, String> NAME_FIELDS = Map.of(
            "2.5.4.6", "Country",
            "2.5.4.10", "Organization",
            "2.5.4.11", "OrganizationalUnit",
            "2.5.4.7", "Locality",
            "2.5.4.8", "Province",
            "2.5.4.9", "StreetAddress",
            "2.5.4.17", "PostalCode");

    private DistinguishedNames() {}

    static Value of(X500Name name) {
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
                        .put("Type", Asn1Fields.oid(part.getType()))
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
}
