package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.manifest.ContainerRole;
import io.jenkins.plugins.imagepolicy.engine.manifest.ImageUse;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ExtractedImage;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ExtractionException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ImageExtractors;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.MatchException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.RuleMatch;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The images that a rule's {@code imageExtractors} find in a workload, as uses that the gate can resolve. */
final class ExtractedUses {
    private final JsonNode rule;
    private final ResourceView view;

    ExtractedUses(JsonNode rule, ResourceView view) {
        this.rule = rule;
        this.view = view;
    }

    /** What cannot be extracted or decided comes as a use that is no image, so that the gate refuses it. */
    List<ImageUse> of(Workload workload) {
        List<ImageUse> uses = new ArrayList<>();
        try {
            if (!new RuleMatch(rule.path("match"), rule.path("exclude")).matches(view.target())) {
                return List.of();
            }
        } catch (MatchException e) {
            // The rule says so itself when it judges the images.
        }
        try {
            for (ExtractedImage image :
                    ImageExtractors.of(rule.path("imageExtractors")).extract(view.resource(), Instant.EPOCH)) {
                uses.add(use(workload, image.image().reference(), image.pointer()));
            }
        } catch (ExtractionException e) {
            uses.add(use(workload, "(" + e.getMessage() + ")", JsonPointer.compile("/kind")));
        }
        return uses;
    }

    private static ImageUse use(Workload workload, String image, JsonPointer pointer) {
        Position position = workload.document().at(workload.at().append(pointer));
        return new ImageUse(
                image, ContainerRole.CONTAINER, "", pointer, Problem.path(pointer), position.line(), position.column());
    }
}
