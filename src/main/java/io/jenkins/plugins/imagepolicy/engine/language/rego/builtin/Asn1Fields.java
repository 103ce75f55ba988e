package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Pieces of certificates as Go's JSON has them: bytes in base64, identifiers as numbers, null for an empty list. */
final class Asn1Fields {
    private Asn1Fields() {}

    static Value base64(byte[] bytes) {
        return bytes == null
                ? NullValue.NULL
                : StringValue.of(Base64.getEncoder().encodeToString(bytes));
    }

    static Value oid(ASN1ObjectIdentifier id) {
        List<Value> parts = new ArrayList<>();
        Arrays.stream(id.getId().split("[.]")).forEach(p -> parts.add(NumberValue.of(new BigInteger(p))));
        return ArrayValue.of(parts);
    }

    static Value texts(Collection<String> texts) {
        return texts.isEmpty()
                ? NullValue.NULL
                : ArrayValue.of(texts.stream().map(StringValue::of).toList());
    }

    static Value list(List<Value> values) {
        return values.isEmpty() ? NullValue.NULL : ArrayValue.of(values);
    }
}
