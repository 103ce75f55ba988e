package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguages;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material.HttpsTexts;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.ResourceOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which policies apply to which image of which workload. */
class MatchTablesTest {
    private static final ClusterImagePolicies ANY_RESOURCE =
            new ClusterImagePolicies(new ResourceOptions(true, Set.of()), PolicyLanguages.STANDARD, new HttpsTexts());

    @Test
    void entries() {
        JsonNode cases = CipTables.json("match/match-entries.json").path("cases");
        CipTables.run("match entries", cases, Map.of(), row -> {
            PolicySet set = Policies.load(ANY_RESOURCE, policy("p", "**", row.path("match")));
            assertThat(Policies.errors(set)).isEmpty();
            Candidate candidate = candidate("ghcr.io/example/foo", row);
            boolean applies =
                    set.policies().get(0).judge(candidate, Fakes.judging(null)).isPresent();
            assertThat(applies).isEqualTo(row.path("expect").asBoolean());
        });
    }

    /**
     * Upstream's rows use unqualified globs, which match by its deprecated fallback only. Here the glob of each policy is
     * qualified, so that the rows say the same of the canonical digest form.
     */
    @Test
    void policies() {
        JsonNode rows = CipTables.json("match/get-matching-policies.json");
        JsonNode policies = CipTables.json("match/policies-upstream.json").path("policies");
        CipTables.run("policy selection", rows, Map.of(), row -> {
            Set<String> applying = new TreeSet<>();
            policies.properties().forEach(entry -> {
                String glob =
                        entry.getValue().path("images").get(0).path("glob").asText();
                String qualified = glob.contains("/") ? glob : "index.docker.io/library/" + glob;
                String digestForm = qualified.endsWith("*") ? qualified : qualified + "@*";
                PolicySet set = Policies.load(
                        ANY_RESOURCE,
                        policy(entry.getKey(), digestForm, entry.getValue().path("match")));
                assertThat(Policies.errors(set)).isEmpty();
                if (set.policies()
                        .get(0)
                        .judge(candidate(row.path("image").asText(), row), Fakes.judging(null))
                        .isPresent()) {
                    applying.add(entry.getKey());
                }
            });
            Set<String> expected = new TreeSet<>();
            row.path("expectMatching").forEach(name -> expected.add(name.asText()));
            assertThat(applying).isEqualTo(expected);
        });
    }

    private static String policy(String name, String glob, JsonNode match) {
        ObjectNode resource = JsonNodeFactory.instance.objectNode();
        resource.put("apiVersion", "policy.sigstore.dev/v1beta1").put("kind", "ClusterImagePolicy");
        resource.putObject("metadata").put("name", name);
        ObjectNode spec = resource.putObject("spec");
        spec.putArray("images").addObject().put("glob", glob);
        spec.putArray("authorities").addObject().putObject("static").put("action", "pass");
        if (!match.isNull() && !match.isMissingNode()) {
            spec.set("match", match);
        }
        return resource.toString();
    }

    private static Candidate candidate(String image, JsonNode row) {
        Candidate bare = Fakes.candidate(image);
        if (row.path("kind").asText().isEmpty()) {
            return bare;
        }
        ObjectNode resource = JsonNodeFactory.instance.objectNode();
        resource.put("apiVersion", row.path("apiVersion").asText())
                .put("kind", row.path("kind").asText());
        resource.putObject("metadata").put("name", "w").set("labels", row.path("labels"));
        resource.putObject("spec");
        return Fakes.in(bare, resource.toString());
    }
}
