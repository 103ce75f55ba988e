package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguages;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material.HttpsTexts;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.ResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How authorities, attestations and policies combine, with the verifier's answers given. */
class EngineTablesTest {
    private static final String IMAGE =
            "gcr.io/distroless/static@sha256:be5d77c62dbe7fedfb0a4e5ec2f91078080800ab1f18358e5f31fcc8faa023c4";
    private static final String KEY = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaEOVJCFtduYr3xqTxeRWSW32CY/s
            TBNZj4oIUPl8JvhVPJ1TKDPlNcuT4YphSt6t3yOmMvkdQbCj8broX6vijw==
            -----END PUBLIC KEY-----
            """;

    @Test
    void authorityCombination() {
        JsonNode cases = CipTables.json("engine/authority-combination.json").path("cases");
        Map<String, String> deliberate = Map.of(
                "bundle format with key authority",
                "cosign 3 writes such bundles by default, so they are verified, with a lint that the cluster refuses them");
        CipTables.run("authority combination", cases, deliberate, EngineTablesTest::combination);
    }

    private static void combination(JsonNode row) {
        Verdict worst = Verdict.PASS;
        List<String> failures = new ArrayList<>();
        for (JsonNode given : row.path("policies")) {
            Fakes.ScriptedVerifier verifier = new Fakes.ScriptedVerifier();
            PolicySet set = load(given, row.path("failOnEmptyAuthorities").asBoolean(true), verifier);
            if (!Policies.errors(set).isEmpty()) {
                worst = Verdict.FAIL;
                failures.add(Policies.errors(set));
                continue;
            }
            Policy policy = set.policies().get(0);
            PolicyResult result = Policies.judge(policy, Fakes.candidate(IMAGE), Fakes.judging(verifier));
            worst = worst.worse(result.verdict() == Verdict.ERROR ? Verdict.FAIL : result.verdict());
            if (result.verdict() != Verdict.PASS) {
                failures.add("failed policy: " + policy.name() + " " + Policies.messages(result));
            }
            assertThat(verifier.answers).as("answers not asked for").isEmpty();
        }
        String decision =
                switch (worst) {
                    case PASS -> "allow";
                    case WARN -> "warn";
                    default -> "deny";
                };
        assertThat(decision)
                .as(String.join("\n", failures))
                .isEqualTo(row.path("decision").asText());
        if (row.path("note").asText().startsWith("already rejected at load: ")) {
            assertThat(failures).anyMatch(f -> row.path("note")
                    .asText()
                    .endsWith(f.lines().skip(1).findFirst().orElse("?")));
            return;
        }
        for (String field : List.of("errorContains", "warningContains")) {
            for (JsonNode part : row.path(field)) {
                assertThat(String.join("\n", failures)).contains(part.asText());
            }
        }
    }

    private static PolicySet load(JsonNode given, boolean failOnEmpty, Fakes.ScriptedVerifier verifier) {
        ObjectNode resource = JsonNodeFactory.instance.objectNode();
        resource.put("apiVersion", "policy.sigstore.dev/v1beta1").put("kind", "ClusterImagePolicy");
        resource.putObject("metadata").put("name", given.path("name").asText());
        ObjectNode spec = resource.putObject("spec");
        spec.putArray("images").addObject().put("glob", "**");
        if (given.has("mode")) {
            spec.put("mode", given.path("mode").asText());
        }
        if (given.has("policy")) {
            ObjectNode policy = given.get("policy").deepCopy();
            if (policy.path("data").asText().isEmpty()) {
                policy.put("data", "// nothing");
            }
            spec.set("policy", policy);
        }
        ArrayNode authorities = spec.putArray("authorities");
        for (JsonNode authority : given.path("authorities")) {
            authorities.add(authority(authority, verifier));
        }
        ResourceOptions options =
                failOnEmpty ? ResourceOptions.DEFAULT : ResourceOptions.DEFAULT.withEmptyAuthorities();
        return Policies.load(
                new ClusterImagePolicies(options, PolicyLanguages.STANDARD, new HttpsTexts()), resource.toString());
    }

    private static ObjectNode authority(JsonNode given, Fakes.ScriptedVerifier verifier) {
        ObjectNode authority = JsonNodeFactory.instance
                .objectNode()
                .put("name", given.path("name").asText());
        String kind = given.path("kind").asText();
        if (kind.equals("static")) {
            authority
                    .putObject("static")
                    .put("action", given.path("outcome").asText())
                    .put("message", given.path("message").asText());
            return authority;
        }
        if (kind.startsWith("keyless")) {
            ObjectNode keyless = authority.putObject("keyless");
            keyless.putArray("identities").addObject().put("issuer", "i").put("subject", "s");
            if (kind.contains("trustRootRef=missing")) {
                keyless.put("trustRootRef", "missing");
                return authority;
            }
        } else {
            authority.putObject("key").put("data", KEY);
        }
        if (kind.contains("bundle")) {
            authority.put("signatureFormat", "bundle");
            if (kind.contains("ctlog")) {
                ((ObjectNode) authority.path("keyless")).put("trustRootRef", "x");
                authority.putObject("ctlog").put("trustRootRef", "y");
            }
            return authority;
        }
        if (kind.contains("attestations")) {
            authority.putArray("attestations").addObject().put("name", "a").put("predicateType", "custom");
        }
        String error = given.path("error").asText();
        verifier.then(given.path("outcome").asText().equals("pass") ? List.of(Fakes.signature()) : error);
        return authority;
    }

    @Test
    void attestations() {
        JsonNode rows = CipTables.json("attestation-payload/expected.json").path("engineTable");
        CipTables.run("attestations", rows, Map.of(), EngineTablesTest::attestation);
    }

    private static void attestation(JsonNode row) {
        boolean warns = row.path("id").asText().contains("warning");
        String message = row.path("message").asText("").replace("<name>", "a0").replace("<ref>", IMAGE);
        List<String> wanted = new ArrayList<>();
        if (row.path("wanted").isArray()) {
            row.path("wanted").forEach(w -> wanted.add(w.asText()));
        } else {
            wanted.add(row.path("wanted").asText().split(" ")[0]);
        }
        boolean withPolicy = row.path("have").toString().contains("(") || warns;
        StringBuilder yaml = new StringBuilder("""
                apiVersion: policy.sigstore.dev/v1beta1
                kind: ClusterImagePolicy
                metadata: {name: p}
                spec:
                  images: [{glob: "**"}]
                  authorities:
                  - name: a0
                    keyless: {identities: [{issuer: i, subject: s}]}
                    attestations:
                """);
        for (String type : wanted) {
            yaml.append("    - name: n-")
                    .append(wanted.indexOf(type))
                    .append("\n      predicateType: ")
                    .append(type)
                    .append('\n');
            if (withPolicy) {
                yaml.append("""
                              policy:
                                type: rego
                                data: |
                                  package sigstore
                                  isCompliant[r] {
                                    r := {"result": input.predicate.good, "error": input.predicate.name, "warning": input.predicate.warning}
                                  }
                        """);
            }
        }
        List<Object> have = new ArrayList<>();
        for (JsonNode one : row.path("have")) {
            String type = one.asText().replaceAll("\\(.*", "");
            ObjectNode statement = JsonNodeFactory.instance.objectNode();
            statement.put(
                    "predicateType",
                    Map.of(
                                    "custom",
                                    "https://cosign.sigstore.dev/attestation/v1",
                                    "vuln",
                                    "https://cosign.sigstore.dev/attestation/vuln/v1")
                            .getOrDefault(type, type));
            statement
                    .putObject("predicate")
                    .put("good", !one.asText().contains("bad"))
                    .put("name", one.asText())
                    .put("warning", warns ? "text" : "");
            have.add(Fakes.attestation(statement));
        }
        Fakes.ScriptedVerifier verifier = new Fakes.ScriptedVerifier();
        verifier.then(have);
        Candidate candidate = Fakes.candidate(IMAGE);
        PolicyResult result = Policies.judge(Policies.one(yaml.toString()), candidate, Fakes.judging(verifier));
        boolean match = row.path("result").asText().equals("match");
        assertThat(result.verdict()).as(Policies.messages(result)).isEqualTo(match ? Verdict.PASS : Verdict.FAIL);
        if (message.contains("FIRST")) {
            assertThat(Policies.messages(result)).contains("custom(bad1)").doesNotContain("custom(bad2)");
        } else if (warns) {
            assertThat(Policies.messages(result)).isEqualTo("warning: text");
        } else if (!match && !message.isEmpty()) {
            assertThat(Policies.messages(result)).contains(message);
        }
    }
}
