package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Upstream's documents with the trust material of {@link LiveImages}: keys, certificates and digests are replaced, everything
 * else stays. On request Notary's attestors become cosign attestors of the same certificate, so that what a case is about
 * besides the kind of signature can be judged.
 */
final class Translation {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----(.*?)-----END\\s+\\1-----", Pattern.DOTALL);
    private static final Pattern PINNED =
            Pattern.compile("([a-z0-9][a-z0-9./_-]*)(?::([\\w.-]+))?@sha256:([0-9a-f]{64})");
    private static final Map<String, String> TAGS = Map.of(
            "476b21f1a75dc90fac3579ee757f4607bb5546f476195cf645c54badf558c0db", "v0.0.14",
            "445a99db22e9add9bfb15ddb1980861a329e5dff5c88d7eec9cbf08b6b2f4eb1", "signed-keyless",
            "b31bfb4d0213f254d361e0079deaaebefa4f82ba7aa76ef82e90b4935ad5b105", "signed");

    /** The root of the timestamp authority that signed for one of upstream's images. */
    private static final String FREE_TSA = "MIIH/zCCBeegAwIBAgIJAMHphhYNqOmAMA0G";

    private final LiveImages images;
    private final boolean notary;
    private final Map<String, String> digests = new HashMap<>();

    /** @param notary whether Notary's attestors are to become cosign's */
    Translation(LiveImages images, boolean notary) {
        this.images = images;
        this.notary = notary;
    }

    List<ObjectNode> documents(String text) {
        try {
            List<ObjectNode> documents = new ArrayList<>();
            for (Document document : Documents.read(new SourceText("case.yaml", digests(pem(text))))) {
                if (document.content() instanceof ObjectNode object) {
                    ObjectNode copy = object.deepCopy();
                    secret(copy);
                    if (notary && (text.contains("notary:") || text.contains("Notary"))) {
                        cosign(copy);
                    }
                    documents.add(copy);
                }
            }
            return documents;
        } catch (DocumentException e) {
            throw new IllegalArgumentException(e.diagnostic().render(), e);
        }
    }

    private void secret(ObjectNode document) {
        JsonNode key = document.path("data").path("cosign.pub");
        if (document.path("kind").asText().equals("Secret") && key.isTextual()) {
            String pem = new String(Base64.getMimeDecoder().decode(key.asText()), StandardCharsets.UTF_8);
            ((ObjectNode) document.get("data"))
                    .put("cosign.pub", Base64.getEncoder().encodeToString(pem(pem).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private String pem(String text) {
        return PEM.matcher(text).replaceAll(found -> {
            String kind = found.group(1);
            String written = found.group(2);
            String body = written.replace("\\n", "").replaceAll("\\s", "");
            Matcher lead = Pattern.compile("^(?:\\\\n|\\s)+").matcher(written);
            String separator = lead.find() ? lead.group() : "\n";
            String[] lines = ours(kind, body).strip().split("\n");
            return Matcher.quoteReplacement(lines.length == 1 ? found.group() : String.join(separator, lines));
        });
    }

    /** One line when it is no key at all, which some cases want. */
    private String ours(String kind, String body) {
        String original = "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
        try {
            if (body.startsWith(FREE_TSA)) {
                return images.sigstore().timestampAuthority().chain().stream()
                        .map(TestSigstore::pem)
                        .collect(Collectors.joining());
            }
            if (kind.equals("CERTIFICATE")) {
                Certificates.parse(original);
                return certificate(images.certified(body));
            }
            Keys.parsePublicKeys(original);
            return images.signer(body).pem();
        } catch (TrustException e) {
            return "no key";
        }
    }

    private static String certificate(TestSigner signer) {
        try {
            X500Name name = new X500Name("CN=conformance");
            Date from = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
            Date until = Date.from(Instant.parse("2040-01-01T00:00:00Z"));
            var holder = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, until, name, signer.publicKey())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(signer.keys().getPrivate()));
            return TestSigstore.pem(new JcaX509CertificateConverter().getCertificate(holder));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String digests(String text) {
        return PINNED.matcher(text).replaceAll(found -> {
            String tag = TAGS.getOrDefault(found.group(3), found.group(2) == null ? "latest" : found.group(2));
            String digest = digests.computeIfAbsent(
                    found.group(3), hex -> images.ensure(found.group(1), tag).toString());
            String name = found.group(1) + (found.group(2) == null ? "" : ":" + found.group(2));
            return Matcher.quoteReplacement(name + "@" + digest);
        });
    }

    private static void cosign(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("type").asText().equals("Notary")) {
                object.put("type", "Cosign");
            }
            if (object.path("notary").isObject()) {
                JsonNode certificates = object.remove("notary").path("certs");
                object.putObject("cosign").putObject("certificate").set("cert", certificates);
            }
            if (object.path("referrer").isObject()) {
                object.set("intoto", object.remove("referrer"));
            }
            if (object.path("expression").isTextual()) {
                // Of a statement Kyverno gives the whole, of a referrer the content.
                object.put(
                        "expression",
                        object.get("expression")
                                .textValue()
                                .replaceAll("(extractPayload\\([^()]*\\))\\.", "$1.predicate."));
            }
        }
        node.forEach(Translation::cosign);
    }
}
