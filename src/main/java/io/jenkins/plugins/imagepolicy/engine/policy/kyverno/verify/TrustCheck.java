package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.LegacyForm;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.ArrayList;
import java.util.List;

/** Reads the keys and certificates of a policy when it is loaded, so that a broken one is found before any image is judged. */
public final class TrustCheck {
    private final Demands demands;
    private final List<Problem> problems = new ArrayList<>();

    private TrustCheck(Companions companions) {
        this.demands = new Demands(companions, () -> {
            throw new TrustException("Trust roots are not read at load", "");
        });
    }

    public static List<Problem> check(JsonNode policy, Companions companions) {
        TrustCheck check = new TrustCheck(companions);
        JsonPointer rules = JsonPointer.compile("/spec/rules");
        for (int i = 0; i < policy.at(rules).size(); i++) {
            JsonNode items = policy.at(rules).get(i).path("verifyImages");
            for (int j = 0; j < items.size(); j++) {
                JsonPointer at =
                        rules.appendIndex(i).appendProperty("verifyImages").appendIndex(j);
                check.item(items.get(j), at);
            }
        }
        return check.problems;
    }

    private void item(JsonNode written, JsonPointer at) {
        JsonNode item = LegacyForm.convert(written);
        boolean legacy = LegacyForm.isLegacy(written);
        for (int i = 0; i < item.path("attestors").size(); i++) {
            set(
                    item.path("attestors").get(i),
                    legacy ? at : at.appendProperty("attestors").appendIndex(i),
                    legacy,
                    true,
                    item);
        }
        for (int i = 0; i < item.path("attestations").size(); i++) {
            JsonNode sets = item.path("attestations").get(i).path("attestors");
            for (int j = 0; j < sets.size(); j++) {
                JsonPointer here = at.appendProperty("attestations")
                        .appendIndex(i)
                        .appendProperty("attestors")
                        .appendIndex(j);
                set(sets.get(j), here, false, false, item);
            }
        }
    }

    private void set(JsonNode set, JsonPointer at, boolean legacy, boolean splitKeys, JsonNode item) {
        for (int i = 0; i < set.path("entries").size(); i++) {
            JsonNode written = set.path("entries").get(i);
            JsonPointer here = legacy ? at : at.appendProperty("entries").appendIndex(i);
            if (written.path("attestor").isObject()) {
                set(written.path("attestor"), here.appendProperty("attestor"), legacy, splitKeys, item);
                continue;
            }
            if (Variables.isVariable(written.toString())) {
                continue;
            }
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            one.putArray("entries").add(written);
            for (JsonNode entry : Attestors.of(one, splitKeys).entries()) {
                entry(entry, legacy ? here : here.appendProperty(Attestors.kind(entry)), item);
            }
        }
    }

    private static void bundle(JsonNode entry) throws TrustException {
        if (entry.path("keyless").isObject()) {
            KeylessIdentity.bundle(entry.path("keyless"));
        }
        if (entry.path("certificates").isObject()) {
            throw new TrustException(
                    "Type SigstoreBundle verifies by keys and keyless identities, not by certificates",
                    "Write keys with the certificate's public key");
        }
    }

    private void entry(JsonNode entry, JsonPointer at, JsonNode item) {
        try {
            demands.check(entry);
            if (item.path("type").asText().equals("SigstoreBundle")) {
                bundle(entry);
            }
        } catch (TrustException e) {
            problems.add(Problem.invalid(at, e.getMessage(), e.remedy()));
        }
    }
}
