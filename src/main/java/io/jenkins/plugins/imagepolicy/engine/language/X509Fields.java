package io.jenkins.plugins.imagepolicy.engine.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** A PEM certificate, signing request or public key as the fields that Go's crypto/x509 gives it. */
public final class X509Fields {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int RSA = 1;
    private static final int ECDSA = 3;
    private static final int ED25519 = 4;

    private X509Fields() {}

    private static final class NoPemException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NoPemException(String message) {
            super(message);
        }
    }

    /** @throws IllegalArgumentException when the text is nothing of that kind; the message says so */
    public static JsonNode decode(String text) {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            Object found = parser.readObject();
            if (found instanceof X509CertificateHolder holder) {
                return certificate(new JcaX509CertificateConverter().getCertificate(holder));
            }
            if (found instanceof PKCS10CertificationRequest request) {
                ObjectNode fields = JSON.objectNode();
                fields.set(
                        "Subject", name(new X500Principal(request.getSubject().getEncoded())));
                return publicKey(fields, request.getSubjectPublicKeyInfo());
            }
            if (found instanceof SubjectPublicKeyInfo key) {
                return publicKey(JSON.objectNode(), key);
            }
            throw new NoPemException("the text is no PEM certificate, request or public key");
        } catch (NoPemException e) {
            throw e;
        } catch (IOException | GeneralSecurityException | InvalidNameException | IllegalArgumentException e) {
            throw new NoPemException("the PEM block cannot be read");
        }
    }

    private static ObjectNode certificate(X509Certificate certificate)
            throws GeneralSecurityException, InvalidNameException, IOException {
        ObjectNode fields = JSON.objectNode();
        fields.put("Version", certificate.getVersion());
        fields.put("SerialNumber", certificate.getSerialNumber());
        fields.set("Issuer", name(certificate.getIssuerX500Principal()));
        fields.set("Subject", name(certificate.getSubjectX500Principal()));
        fields.put(
                "NotBefore",
                DateTimeFormatter.ISO_INSTANT.format(certificate.getNotBefore().toInstant()));
        fields.put(
                "NotAfter",
                DateTimeFormatter.ISO_INSTANT.format(certificate.getNotAfter().toInstant()));
        fields.put("BasicConstraintsValid", certificate.getExtensionValue("2.5.29.19") != null);
        fields.put("IsCA", certificate.getBasicConstraints() >= 0);
        fields.set("DNSNames", alternativeNames(certificate, 2));
        fields.set("EmailAddresses", alternativeNames(certificate, 1));
        fields.set("IPAddresses", alternativeNames(certificate, 7));
        fields.set("URIs", alternativeNames(certificate, 6));
        return publicKey(
                fields,
                SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded()));
    }

    private static ArrayNode alternativeNames(X509Certificate certificate, int type)
            throws CertificateParsingException {
        ArrayNode names = JSON.arrayNode();
        if (certificate.getSubjectAlternativeNames() != null) {
            for (List<?> name : certificate.getSubjectAlternativeNames()) {
                if (name.get(0).equals(type)) {
                    names.add(String.valueOf(name.get(1)));
                }
            }
        }
        return names;
    }

    private static ObjectNode name(X500Principal principal) throws InvalidNameException {
        ObjectNode fields = JSON.objectNode();
        for (String list : List.of(
                "Country",
                "Organization",
                "OrganizationalUnit",
                "Locality",
                "Province",
                "StreetAddress",
                "PostalCode")) {
            fields.putNull(list);
        }
        fields.put("SerialNumber", "");
        fields.put("CommonName", "");
        List<Rdn> parts = new LdapName(principal.getName()).getRdns();
        for (Rdn part : parts) {
            String value = String.valueOf(part.getValue());
            switch (part.getType()) {
                case "CN" -> fields.put("CommonName", value);
                case "C" -> append(fields, "Country", value);
                case "O" -> append(fields, "Organization", value);
                case "OU" -> append(fields, "OrganizationalUnit", value);
                case "L" -> append(fields, "Locality", value);
                case "ST" -> append(fields, "Province", value);
                case "STREET" -> append(fields, "StreetAddress", value);
                default -> {}
            }
        }
        return fields;
    }

    private static void append(ObjectNode fields, String name, String value) {
        ArrayNode list = fields.get(name) instanceof ArrayNode array ? array : fields.putArray(name);
        list.add(value);
    }

    private static ObjectNode publicKey(ObjectNode fields, SubjectPublicKeyInfo info)
            throws GeneralSecurityException, IOException {
        String oid = info.getAlgorithm().getAlgorithm().getId();
        String algorithm =
                switch (oid) {
                    case "1.2.840.113549.1.1.1" -> "RSA";
                    case "1.2.840.10045.2.1" -> "EC";
                    case "1.3.101.112" -> "Ed25519";
                    default -> throw new GeneralSecurityException("unknown key algorithm");
                };
        PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        ObjectNode parts = fields.putObject("PublicKey");
        if (key instanceof RSAPublicKey rsa) {
            parts.put("N", rsa.getModulus().toString());
            parts.put("E", rsa.getPublicExponent());
            fields.put("PublicKeyAlgorithm", RSA);
        } else if (key instanceof ECPublicKey ec) {
            parts.put("X", ec.getW().getAffineX());
            parts.put("Y", ec.getW().getAffineY());
            fields.put("PublicKeyAlgorithm", ECDSA);
        } else {
            fields.put("PublicKeyAlgorithm", ED25519);
        }
        return fields;
    }
}
