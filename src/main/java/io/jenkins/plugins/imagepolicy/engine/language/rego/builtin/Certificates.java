package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** X.509 certificates, requests and private keys, as objects with the field names of Go's {@code crypto/x509}. */
final class Certificates {
    private Certificates() {}

    static void register(Registry r) {
        String certificates = "array[object[string:any]]";
        r.add("crypto.x509.parse_certificates", "string -> " + certificates, Certificates::parse);
        String verified = "array[boolean, " + certificates + "]";
        r.add("crypto.x509.parse_and_verify_certificates", "string -> " + verified, (c, a) -> verify(c, a, null));
        r.add(
                "crypto.x509.parse_and_verify_certificates_with_options",
                "string, object[string:any] -> " + verified,
                (c, a) -> verify(c, a, Args.object(a, 2)));
        r.add("crypto.x509.parse_certificate_request", "string -> object[string:any]", Certificates::request);
        r.add("crypto.x509.parse_rsa_private_key", "string -> object[string:any]", Certificates::rsaKey);
        r.add("crypto.x509.parse_keypair", "string, string -> object[string:any]", Certificates::keyPair);
        r.add("crypto.parse_private_keys", "string -> array[object[string:any]]", Certificates::privateKeys);
    }

    static List<X509Certificate> certificates(String text) throws BuiltinException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> found = new ArrayList<>();
            for (Pems block : Pems.decode(text)) {
                if (block.type().isEmpty()) {
                    for (var c : factory.generateCertificates(new ByteArrayInputStream(block.der()))) {
                        found.add((X509Certificate) c);
                    }
                } else if (block.type().equals("CERTIFICATE")) {
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
                } else {
                    throw BuiltinException.of("PEM data contains no certificate but " + block.type());
                }
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw BuiltinException.of("x509: malformed certificate");
        }
    }

    private static Value parse(BuiltinContext c, Value[] a) throws BuiltinException {
        return list(certificates(Args.string(a, 1)));
    }

    private static Value list(List<X509Certificate> certificates) throws BuiltinException {
        List<Value> out = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            out.add(CertificateFields.of(certificate));
        }
        return ArrayValue.of(out);
    }

    /** The first certificate is the root, the last the leaf. */
    private static Value verify(BuiltinContext c, Value[] a, ObjectValue options) throws BuiltinException {
        Value invalid = ArrayValue.owning(BooleanValue.FALSE, ArrayValue.EMPTY);
        List<X509Certificate> chain;
        try {
            chain = certificates(Args.string(a, 1));
        } catch (BuiltinException e) {
            if (e.isTypeError()) {
                throw e;
            }
            return invalid;
        }
        Date at = options == null ? Date.from(c.now()) : time(options, Date.from(c.now()));
        if (chain.size() < 2) {
            return invalid;
        }
        try {
            List<X509Certificate> path = new ArrayList<>(chain.subList(1, chain.size()));
            java.util.Collections.reverse(path);
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.get(0), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(at);
            chain.get(0).checkValidity(at);
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            if (options != null && !KeyUsages.fit(path.get(0), options)) {
                return invalid;
            }
            List<X509Certificate> result = new ArrayList<>(path);
            result.add(chain.get(0));
            return ArrayValue.owning(BooleanValue.TRUE, list(result));
        } catch (GeneralSecurityException e) {
            return invalid;
        }
    }

    private static Date time(ObjectValue options, Date now) throws BuiltinException {
        for (int i = 0; i < options.size(); i++) {
            String key = options.keyAt(i) instanceof StringValue s ? s.value() : "";
            if (!Set.of("DNSName", "CurrentTime", "MaxConstraintComparisons", "KeyUsages")
                    .contains(key)) {
                throw BuiltinException.of("invalid key option");
            }
        }
        Value time = options.get("CurrentTime");
        if (time == null) {
            return now;
        }
        if (!(time instanceof NumberValue n && n.isLong())) {
            throw BuiltinException.of("'CurrentTime' should be a number");
        }
        return new Date(Math.floorDiv(n.longValue(), 1_000_000L));
    }

    private static Value request(BuiltinContext c, Value[] a) throws BuiltinException {
        String text = Args.string(a, 1);
        List<Pems> blocks = Pems.decode(text);
        if (blocks.isEmpty()
                || !blocks.get(0).type().isEmpty() && !blocks.get(0).type().endsWith("CERTIFICATE REQUEST")) {
            throw BuiltinException.of("invalid PEM-encoded certificate signing request");
        }
        try {
            return CertificateFields.of(
                    new PKCS10CertificationRequest(blocks.get(0).der()));
        } catch (IOException | RuntimeException e) {
            throw BuiltinException.of("asn1: structure error");
        }
    }

    private static Value rsaKey(BuiltinContext c, Value[] a) throws BuiltinException {
        if (Args.string(a, 1).isEmpty()) {
            throw BuiltinException.of("input PEM data was empty");
        }
        for (Pems block : Pems.decode(Args.string(a, 1))) {
            if (block.type().isEmpty() || block.type().endsWith("PRIVATE KEY")) {
                try {
                    return jwk(RSAPrivateKey.getInstance(Keys.rsaPrivateKeyDer(block)));
                } catch (BuiltinException | RuntimeException e) {
                    if (block.type().isEmpty()) {
                        break;
                    }
                    throw BuiltinException.of("failed to parse private key");
                }
            }
        }
        return NullValue.NULL;
    }

    private static Value jwk(RSAPrivateKey key) {
        ObjectValue.Builder out = new ObjectValue.Builder();
        out.put("kty", StringValue.of("RSA"));
        number(out, "n", key.getModulus());
        number(out, "e", key.getPublicExponent());
        number(out, "d", key.getPrivateExponent());
        number(out, "p", key.getPrime1());
        number(out, "q", key.getPrime2());
        number(out, "dp", key.getExponent1());
        number(out, "dq", key.getExponent2());
        number(out, "qi", key.getCoefficient());
        return out.build();
    }

    private static void number(ObjectValue.Builder out, String name, java.math.BigInteger n) {
        byte[] bytes = org.bouncycastle.util.BigIntegers.asUnsignedByteArray(n);
        out.put(name, StringValue.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    private static Value keyPair(BuiltinContext c, Value[] a) throws BuiltinException {
        List<X509Certificate> chain = certificates(Args.string(a, 1));
        List<Pems> keys = Pems.decode(Args.string(a, 2));
        if (chain.isEmpty()
                || keys.isEmpty()
                || !Keys.belongTogether(chain.get(0).getPublicKey(), keys.get(0))) {
            throw BuiltinException.of("tls: private key does not match public key");
        }
        List<Value> raw = new ArrayList<>();
        try {
            for (X509Certificate certificate : chain) {
                raw.add(StringValue.of(Base64.getEncoder().encodeToString(certificate.getEncoded())));
            }
        } catch (GeneralSecurityException e) {
            throw BuiltinException.of("x509: malformed certificate");
        }
        ObjectValue.Builder out = new ObjectValue.Builder();
        out.put("Certificate", ArrayValue.of(raw));
        out.put("Leaf", CertificateFields.of(chain.get(0)));
        out.put("OCSPStaple", NullValue.NULL);
        out.put("PrivateKey", Keys.privateFields(keys.get(0)));
        out.put("SignedCertificateTimestamps", NullValue.NULL);
        out.put("SupportedSignatureAlgorithms", NullValue.NULL);
        return out.build();
    }

    private static Value privateKeys(BuiltinContext c, Value[] a) throws BuiltinException {
        String text = Args.string(a, 1);
        if (text.isEmpty()) {
            return NullValue.NULL;
        }
        List<Value> out = new ArrayList<>();
        List<Pems> blocks;
        try {
            blocks = Pems.decode(text);
        } catch (BuiltinException e) {
            blocks = List.of();
        }
        for (Pems block : blocks) {
            if (block.type().endsWith("PRIVATE KEY")) {
                out.add(Keys.privateFields(block));
            }
        }
        return ArrayValue.of(out);
    }
}
