package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** What a certificate's key may be used for, and whether that is what a caller asks for. */
final class KeyUsages {
    /** Go's numbers of the usages. */
    private static final Map<String, Integer> USAGES = Map.ofEntries(
            Map.entry("2.5.29.37.0", 0),
            Map.entry("1.3.6.1.5.5.7.3.1", 1),
            Map.entry("1.3.6.1.5.5.7.3.2", 2),
            Map.entry("1.3.6.1.5.5.7.3.3", 3),
            Map.entry("1.3.6.1.5.5.7.3.4", 4),
            Map.entry("1.3.6.1.5.5.7.3.5", 5),
            Map.entry("1.3.6.1.5.5.7.3.6", 6),
            Map.entry("1.3.6.1.5.5.7.3.7", 7),
            Map.entry("1.3.6.1.5.5.7.3.8", 8),
            Map.entry("1.3.6.1.5.5.7.3.9", 9),
            Map.entry("1.3.6.1.4.1.311.10.3.3", 10),
            Map.entry("2.16.840.1.113730.4.1", 11),
            Map.entry("1.3.6.1.4.1.311.2.1.22", 12),
            Map.entry("1.3.6.1.4.1.311.61.1.1", 13));

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

    private KeyUsages() {}

    static long bits(X509Certificate c) {
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

    static void extended(ObjectValue.Builder out, X509Certificate c) throws BuiltinException {
        List<Value> known = new ArrayList<>();
        List<Value> unknown = new ArrayList<>();
        for (String id : extendedUsage(c)) {
            if (USAGES.containsKey(id)) {
                known.add(NumberValue.of(USAGES.get(id)));
            } else {
                unknown.add(Asn1Fields.oid(new ASN1ObjectIdentifier(id)));
            }
        }
        out.put("ExtKeyUsage", Asn1Fields.list(known));
        out.put("UnknownExtKeyUsage", Asn1Fields.list(unknown));
    }

    /** Whether a leaf fits the host name and the usages that options ask for. */
    static boolean fit(X509Certificate leaf, ObjectValue options) throws BuiltinException {
        if (options.get("DNSName") instanceof StringValue host && !host.value().isEmpty()) {
            Value names = ((ObjectValue) CertificateFields.of(leaf)).get("DNSNames");
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
