package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Upstream's rules of TrustRoot, with the exact texts. */
class TrustRootTablesTest {
    private static final String VALID_ROOT = base64("{\"signed\": {}, \"signatures\": []}");
    private static final String VALID_MIRROR =
            Base64.getEncoder().encodeToString(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void cases() {
        CipTables.run(
                "trust roots", CipTables.json("cip-validation/trustroot.json").path("cases"), Map.of(), row -> {
                    String expected = row.path("error").asText();
                    if (row.path("id").asText().equals("tsa chain with two leaves")) {
                        assertThat(errorsOfChainWithTwoLeaves()).isEqualTo(expected);
                        return;
                    }
                    if (row.path("fragment").asText().equals("timestampAuthority")) {
                        FieldErrors errors = new FieldErrors();
                        TrustRootRules.timestampAuthority(Field.root(row.path("object")), errors);
                        assertThat(errors.errors()).isEqualTo(expected);
                        return;
                    }
                    JsonNode spec = row.path("spec").deepCopy();
                    if (spec.path("repository") instanceof ObjectNode repository) {
                        replace(repository, "root", VALID_ROOT);
                        replace(repository, "mirrorFS", VALID_MIRROR);
                    }
                    ObjectNode resource = new ObjectMapper().createObjectNode().set("spec", spec);
                    assertThat(TrustRootRules.check(Field.root(resource).get("spec"))
                                    .errors())
                            .isEqualTo(expected);
                });
    }

    private static void replace(ObjectNode object, String field, String valid) {
        if (object.path(field).asText().equals("<valid>")) {
            object.put(field, valid);
        }
    }

    private static String errorsOfChainWithTwoLeaves() {
        ObjectNode authority = new ObjectMapper().createObjectNode();
        authority.putObject("subject").put("organization", "o").put("commonName", "c");
        String chain = LEAF + LEAF;
        authority.put("uri", "https://tsa.example").put("certChain", base64(chain));
        FieldErrors errors = new FieldErrors();
        TrustRootRules.timestampAuthority(Field.root(authority), errors);
        return errors.errors();
    }

    @Test
    void files() {
        Map<String, Integer> errors = new HashMap<>();
        for (String name :
                List.of("valid-sigstore-keys", "bring-your-own-keys", "with-remote", "with-repository", "with-tsa")) {
            String file = "cip-validation/trustroot/" + name + ".yaml";
            String text = CipTables.text(file);
            try {
                List<Diagnostic> found = TrustRootResource.read(
                                Documents.read(new SourceText(file, text)).get(0))
                        .diagnostics();
                errors.put(name, found.size());
                assertThat(found).allSatisfy(d -> assertThat(d.remedy()).isNotEmpty());
            } catch (io.jenkins.plugins.imagepolicy.engine.document.DocumentException e) {
                throw new AssertionError(e);
            }
        }
        // the others are templates whose values are still to be filled in
        assertThat(errors.remove("valid-sigstore-keys")).isZero();
        assertThat(errors.values()).allMatch(count -> count > 0);
    }

    private static final String LEAF = """
            -----BEGIN CERTIFICATE-----
            MIIBkDCCATagAwIBAgIUFJQbSaEFy1S4x9+db8Eh2IFgTi0wCgYIKoZIzj0EAwIw
            HjENMAsGA1UECgwEdGVzdDENMAsGA1UEAwwEbGVhZjAgFw0yNjExMjIwMTI5NTla
            GA8yMTI2MTAyOTAxMjk1OVowHjENMAsGA1UECgwEdGVzdDENMAsGA1UEAwwEbGVh
            ZjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLIx2RJbDF/l3FfdopVLF3tNwdYA
            lyC4A7yLxA9r7Q1GM+960A/B4KTZdgst19rueN1sVQnMQbcIZ8nZ5YstzCijUDBO
            MB0GA1UdDgQWBBT5v/S1EljIOPA1m0ZGVqsmarMSaTAfBgNVHSMEGDAWgBT5v/S1
            EljIOPA1m0ZGVqsmarMSaTAMBgNVHRMBAf8EAjAAMAoGCCqGSM49BAMCA0gAMEUC
            IQDC236J9xFheyZ6SawCo1ls+SNwr3gDGyGfT3AZTiDv0AIgVM+DFZEbSA1/qU6M
            kthuigdF9xCWQUZMKaxWecehm5Q=
            -----END CERTIFICATE-----
            """;
}
