package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.condition.Conditions;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.ContextEntries;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.VariableException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.exception.ClassicException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ExtractedImage;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ExtractionException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image.ImageExtractors;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.MatchException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.RuleMatch;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.LegacyForm;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one image of a resource by one {@code verifyImages} rule, mutation and validation in one pass. */
final class RuleJudge {
    private final RuleContext context;
    private final JsonNode rule;
    private final String name;
    private final ResourceView view;
    private final Judging judging;

    /** What all rules of a policy share. */
    record RuleContext(String policy, Companions companions, List<ClassicException> exceptions) {}

    RuleJudge(RuleContext context, JsonNode rule, ResourceView view, Judging judging) {
        this.context = context;
        this.rule = rule;
        this.name = rule.path("name").asText();
        this.view = view;
        this.judging = judging;
    }

    /** Whether the rule is about the resource and some image of it at all. */
    boolean concernsResource() {
        try {
            return matches() && extracted().stream().anyMatch(this::isReferenced);
        } catch (MatchException | ExtractionException e) {
            return true;
        }
    }

    private boolean matches() throws MatchException {
        return new RuleMatch(rule.path("match"), rule.path("exclude")).matches(view.target());
    }

    private List<ExtractedImage> extracted() throws ExtractionException {
        return ImageExtractors.of(rule.path("imageExtractors")).extract(view.resource(), judging.now());
    }

    private boolean isReferenced(ExtractedImage image) {
        for (JsonNode item : rule.path("verifyImages")) {
            if (image.image().matches(ItemJudge.texts(LegacyForm.convert(item).path("imageReferences")))) {
                return true;
            }
        }
        return false;
    }

    /** Empty when the rule is not about the image, or its preconditions are not met. */
    Optional<RuleResult> judge(ResolvedImage image) {
        List<AuthorityResult> authorities = new ArrayList<>();
        try {
            if (!matches()) {
                return Optional.empty();
            }
            List<ExtractedImage> images = extracted();
            Optional<ExtractedImage> found = images.stream()
                    .filter(extracted -> extracted.pointer().equals(view.image()))
                    .findFirst();
            if (found.isEmpty() || !isReferenced(found.get())) {
                return Optional.empty();
            }
            return judge(new Subject(found.get(), image, judging), images, authorities);
        } catch (MatchException e) {
            return Optional.of(error(
                    ReasonCode.INPUT_INVALID,
                    "failed to match rule " + name + ": " + e.getMessage(),
                    "Give the Namespace with its labels beside the policy",
                    authorities));
        } catch (ExtractionException e) {
            return Optional.of(error(
                    ReasonCode.INPUT_INVALID,
                    "failed to extract images: " + e.getMessage(),
                    "Mend the resource, or the rule's imageExtractors",
                    authorities));
        } catch (VariableException e) {
            return Optional.of(error(
                    e.code(), e.getMessage(), "Mend the policy, or give what it refers to beside it", authorities));
        }
    }

    private RuleResult error(ReasonCode code, String message, String remedy, List<AuthorityResult> authorities) {
        return new RuleResult(name, ImageJudgement.fail(code, message, remedy), authorities, rule);
    }

    private Optional<RuleResult> judge(Subject subject, List<ExtractedImage> images, List<AuthorityResult> authorities)
            throws VariableException {
        Variables variables = new Variables(judging.now());
        variables.set("request", view.request());
        variables.set("images", ImageExtractors.json(images));
        new ContextEntries(context.companions(), judging).defer(rule.path("context"), variables);
        if (rule.hasNonNull("preconditions") && !preconditionsHold(variables)) {
            return Optional.empty();
        }
        List<String> excepted = new ArrayList<>();
        for (ClassicException exception : context.exceptions()) {
            if (exception.covers(name, view.target(), variables)) {
                excepted.add(exception.key());
            }
        }
        if (!excepted.isEmpty()) {
            return Optional.of(new RuleResult(
                    name,
                    ImageJudgement.skip("rule is skipped due to policy exceptions" + String.join(", ", excepted)),
                    authorities,
                    rule));
        }
        ArrayNode items = substituted(variables);
        variables.set("image", subject.extracted().image().json());
        return Optional.of(new RuleResult(name, items(items, subject, variables, authorities), authorities, rule));
    }

    private boolean preconditionsHold(Variables variables) throws VariableException {
        try {
            return new Conditions(variables)
                    .evaluate(rule.path("preconditions"))
                    .holds();
        } catch (VariableException e) {
            throw new VariableException(e.code(), "failed to evaluate preconditions: " + e.getMessage());
        }
    }

    /** The items with their variables replaced, but for conditions, which are evaluated later. */
    private ArrayNode substituted(Variables variables) throws VariableException {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (JsonNode written : rule.path("verifyImages")) {
            ObjectNode item = LegacyForm.convert(written).deepCopy();
            JsonNode validate = item.remove("validate");
            List<JsonNode> conditions = new ArrayList<>();
            for (JsonNode attestation : item.path("attestations")) {
                conditions.add(((ObjectNode) attestation).remove("conditions"));
            }
            ObjectNode replaced = (ObjectNode) variables.substitute(item, "verifyImages");
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i) != null) {
                    ((ObjectNode) replaced.path("attestations").get(i)).set("conditions", conditions.get(i));
                }
            }
            if (validate != null) {
                replaced.set("validate", validate);
            }
            items.add(replaced);
        }
        return items;
    }

    private ImageJudgement items(
            ArrayNode items, Subject subject, Variables variables, List<AuthorityResult> authorities) {
        List<ImageJudgement> judgements = new ArrayList<>();
        Demands demands = new Demands(context.companions(), judging.defaultTrust());
        boolean pinned = !subject.extracted().image().digest().isEmpty();
        boolean denies = denies(items);
        for (JsonNode item : items) {
            Variables own = variables.fork();
            Optional<ImageJudgement> judgement =
                    new ItemJudge(subject, demands, own, context.policy(), name, authorities).judge(item);
            if (judgement.isPresent()
                    && judgement.get().isPass()
                    && denies
                    && !item.path("attestations").isEmpty()) {
                judgement = Optional.of(deny(items, own).orElse(judgement.get()));
            }
            pinned |= item.path("mutateDigest").asBoolean();
            judgement.ifPresent(judgements::add);
        }
        for (ImageJudgement judgement : judgements) {
            if (judgement.status() == ImageJudgement.Status.FAIL || judgement.status() == ImageJudgement.Status.ERROR) {
                return judgement;
            }
        }
        return validated(items, subject, judgements, pinned);
    }

    private static boolean denies(ArrayNode items) {
        for (JsonNode item : items) {
            if (!item.path("validate").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** A failure when one of the items' {@code validate.deny} holds. */
    private Optional<ImageJudgement> deny(ArrayNode items, Variables variables) {
        for (JsonNode item : items) {
            JsonNode conditions = item.path("validate").path("deny").path("conditions");
            if (conditions.isMissingNode() || conditions.isNull()) {
                continue;
            }
            try {
                Conditions.Outcome outcome = new Conditions(variables).evaluate(conditions);
                if (outcome.holds()) {
                    String message = item.path("validate").path("message").asText("");
                    String all = message.isEmpty() || outcome.message().isEmpty()
                            ? message + outcome.message()
                            : message + "; " + outcome.message();
                    return Optional.of(ImageJudgement.fail(
                            ReasonCode.ATTESTATION_REJECTED, "validation in verifyImages failed: " + all, ""));
                }
            } catch (VariableException e) {
                return Optional.of(ImageJudgement.fail(
                        e.code(), "failed to check deny conditions: " + e.getMessage(), "Mend the conditions"));
            }
        }
        return Optional.empty();
    }

    private static boolean isSkipped(ArrayNode items, Subject subject) {
        for (JsonNode item : items) {
            if (ItemJudge.verifiesAnything(item)
                    && subject.extracted().image().matches(ItemJudge.texts(item.path("imageReferences")))
                    && subject.extracted().image().matches(ItemJudge.texts(item.path("skipImageReferences")))) {
                return true;
            }
        }
        return false;
    }

    /** What the validating webhook asks of an image that nothing refused so far. */
    private ImageJudgement validated(
            ArrayNode items, Subject subject, List<ImageJudgement> judgements, boolean pinned) {
        boolean passed = judgements.stream().anyMatch(ImageJudgement::isPass);
        // Only an item that is about the image can skip it; Kyverno lets any other item's skip count too.
        boolean skipped = !passed && isSkipped(items, subject);
        for (JsonNode item : items) {
            if (!subject.extracted().image().matches(ItemJudge.texts(item.path("imageReferences")))) {
                continue;
            }
            if (item.path("verifyDigest").asBoolean() && !pinned) {
                return ImageJudgement.fail(
                        ReasonCode.POLICY_REJECTED,
                        "missing digest for " + subject.reference(),
                        "Name the image by its digest, "
                                + subject.extracted()
                                        .image()
                                        .pinned(subject.resolved().digest().toString()));
            }
            if (item.path("required").asBoolean() && !passed && !skipped) {
                return ImageJudgement.fail(
                        ReasonCode.POLICY_REJECTED,
                        "unverified image " + subject.reference(),
                        "The item has neither attestors nor attestations, so nothing can verify it; add attestors, or"
                                + " write required: false");
            }
        }
        if (skipped) {
            return ImageJudgement.skip("image skipped, skipped images: " + subject.reference());
        }
        return passed
                ? judgements.stream().filter(ImageJudgement::isPass).findFirst().orElseThrow()
                : ImageJudgement.pass("image verified");
    }
}
