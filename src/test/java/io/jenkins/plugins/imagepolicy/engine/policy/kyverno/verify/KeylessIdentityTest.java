package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.KyvernoTables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol.CelIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.CertificateIdentities;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** 22 identities against the certificates of 25 genuine signatures. */
class KeylessIdentityTest {
    private static Map<String, CertificateIdentity> vectors() throws Exception {
        JsonNode file = KyvernoTables.read(KyvernoTables.CASES.resolve("kyverno/chainguard-sigs/vectors.json"));
        Map<String, CertificateIdentity> identities = new LinkedHashMap<>();
        for (JsonNode vector : file.isArray() ? file : file.path("vectors")) {
            String pem = vector.path("certificatePem").asText();
            identities.put(
                    vector.path("id").asText(),
                    CertificateIdentities.read(Certificates.parse(pem).get(0)));
        }
        return identities;
    }

    @Test
    void matchesGenuineCertificatesAsKyvernoDoes() throws Exception {
        JsonNode rows = KyvernoTables.read(KyvernoTables.CASES.resolve("kyverno/chainguard-sigs/identity-cases.json"))
                .path("rows");
        Map<String, CertificateIdentity> vectors = vectors();
        List<String> wrong = new ArrayList<>();
        int total = 0;
        for (JsonNode row : rows) {
            TreeSet<String> classic = new TreeSet<>();
            TreeSet<String> cel = new TreeSet<>();
            List<String> messages = new ArrayList<>();
            for (Map.Entry<String, CertificateIdentity> vector : vectors.entrySet()) {
                KeylessIdentity identity = KeylessIdentity.cosign(row.path("keyless"));
                identity.mismatch(vector.getValue()).ifPresentOrElse(messages::add, () -> classic.add(vector.getKey()));
                if (new CelIdentity(row.path("keyless"), false).matches(vector.getValue())) {
                    cel.add(vector.getKey());
                }
                total += 2;
            }
            check(row, "cpolMatches", classic, wrong);
            check(row, "ivpolLegacyMatches", cel, wrong);
            String example = row.path("cpolMessageExample").asText("");
            if (!example.isEmpty() && !messages.contains(example)) {
                wrong.add(row.path("id").asText() + " never says: " + example + " but " + messages.subList(0, 1));
            }
        }
        System.out.println("kyverno identity cases: " + total + " verdicts, " + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
        assertThat(total).isPositive();
    }

    private static void check(JsonNode row, String field, TreeSet<String> actual, List<String> wrong) {
        TreeSet<String> wanted = new TreeSet<>();
        row.path(field).forEach(id -> wanted.add(id.asText()));
        if (!wanted.equals(actual)) {
            wrong.add(row.path("id").asText() + " " + field + ": wanted " + wanted + " got " + actual);
        }
    }
}
