package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.KyvernoImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one image by one item of {@code verifyImages}, attestors before attestations. */
final class ItemJudge {
    private final Subject subject;
    private final Demands demands;
    private final Variables variables;
    private final String policy;
    private final String rule;
    private final List<AuthorityResult> authorities;

    ItemJudge(
            Subject subject,
            Demands demands,
            Variables variables,
            String policy,
            String rule,
            List<AuthorityResult> authorities) {
        this.subject = subject;
        this.demands = demands;
        this.variables = variables;
        this.policy = policy;
        this.rule = rule;
        this.authorities = authorities;
    }

    /** Empty when the item has nothing to verify by. */
    Optional<ImageJudgement> judge(JsonNode item) {
        KyvernoImage image = subject.extracted().image();
        if (!verifiesAnything(item)) {
            return Optional.empty();
        }
        if (!image.matches(texts(item.path("imageReferences")))
                || image.matches(texts(item.path("skipImageReferences")))) {
            return Optional.of(ImageJudgement.skip("skipping image reference image " + subject.reference() + ", policy "
                    + policy + " ruleName " + rule));
        }
        if (!item.path("attestors").isEmpty()) {
            ImageJudgement signatures = new AttestorCheck(subject, item, demands, rule, authorities).verify();
            if (!signatures.isPass() || item.path("attestations").isEmpty()) {
                return Optional.of(signatures);
            }
        }
        return Optional.of(new AttestationCheck(subject, item, demands, variables, rule, authorities).verify());
    }

    static boolean verifiesAnything(JsonNode item) {
        return !item.path("attestors").isEmpty() || !item.path("attestations").isEmpty();
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
