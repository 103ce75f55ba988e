package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.CipTables;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguages;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material.HttpsTexts;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.ResourceOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loading of documents with upstream's exact texts. */
class DocumentTablesTest {
    @Test
    void documents() {
        Map<String, String> deliberate = Map.of(
                "TestValidate/bad secret namespace",
                "pull secrets and Kyverno's keys stand in other namespaces, and companions of all kinds share one directory");
        CipTables.run("documents", CipTables.json("cip-validation/documents.json"), deliberate, row -> {
            ResourceOptions options = row.path("allowEmptyAuthorities").asBoolean()
                    ? ResourceOptions.DEFAULT.withEmptyAuthorities()
                    : ResourceOptions.DEFAULT;
            PolicySet set = Policies.load(
                    new ClusterImagePolicies(options, PolicyLanguages.STANDARD, new HttpsTexts()),
                    row.path("document").asText());
            String errors = Policies.errors(set);
            if (row.path("op").asText().equals("parse")) {
                // upstream's parser alone; loading validates as well, which the good rows of this group would not
                // survive
                if (row.path("error").isNull()) {
                    assertThat(errors.replace("missing field(s): spec.authorities, spec.images", ""))
                            .isBlank();
                } else {
                    assertThat(errors.lines().toList())
                            .contains(row.path("error").asText());
                }
            } else {
                assertThat(errors).isEqualTo(row.path("error").asText("").replace("null", ""));
            }
        });
    }
}
