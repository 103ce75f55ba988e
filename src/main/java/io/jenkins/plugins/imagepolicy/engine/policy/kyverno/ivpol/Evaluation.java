package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelBudget;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelFunction;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelValues;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.ImageData;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.exception.CelExceptionPolicy;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One evaluation of a policy for one image of a resource. The resource is judged as the mutating webhook would leave it. */
final class Evaluation {
    /** How it ended; {@code reason} is null for a pass. */
    record Outcome(boolean excepted, Reason reason, Optional<String> pinned) {
        static Outcome pass(Optional<String> pinned) {
            return new Outcome(false, null, pinned);
        }
    }

    private final String policy;
    private final JsonNode spec;
    private final PolicyCel cel;
    private final Judging judging;
    private final Map<String, Object> scope = new HashMap<>();
    private final ObjectNode object;
    private final boolean hasResource;
    private final CelBudget budget = CelBudget.standard();
    private Verifications verifications;

    /**
     * @param object the resource or payload; changed where images are pinned
     * @param hasResource whether there is a resource; an image named to the gate directly has none
     * @param request null in JSON mode
     * @param namespaceObject null in JSON mode
     */
    Evaluation(
            String policy,
            JsonNode spec,
            PolicyCel cel,
            Judging judging,
            ObjectNode object,
            boolean hasResource,
            JsonNode request,
            JsonNode namespaceObject) {
        this.policy = policy;
        this.spec = spec;
        this.cel = cel;
        this.judging = judging;
        this.object = object;
        this.hasResource = hasResource;
        scope.put("object", CelValues.of(object));
        scope.put("attestors", PolicyCel.named(spec.path("attestors"), false));
        scope.put("attestations", PolicyCel.named(spec.path("attestations"), true));
        scope.put("images", Map.of());
        if (request != null) {
            scope.put("oldObject", CelValues.nothing());
            scope.put("request", CelValues.of(request));
            scope.put("namespaceObject", CelValues.of(namespaceObject));
            scope.put("variables", new LazyVariables(spec.path("variables"), cel, scope));
        }
        verifications = new Verifications(spec, judging, this::text, Map.of(), Set.of());
    }

    Evidence evidence() {
        return verifications.evidence();
    }

    /** Whether all conditions hold. */
    boolean holds(JsonNode conditions) throws CelException {
        cel.enter(new PolicyCel.Running(verifications, judging, budget));
        try {
            for (JsonNode condition : conditions) {
                if (!cel.test(condition.path("expression").asText(), scope)) {
                    return false;
                }
            }
            return true;
        } finally {
            cel.leave();
        }
    }

    /** The images of the resource as they are written, by name, all of them. */
    Map<String, List<String>> images(Map<String, List<JsonPointer>> builtIn) throws CelException, CelFunction.Failure {
        cel.enter(new PolicyCel.Running(verifications, judging, budget));
        try {
            return ImageLists.of(builtIn, object, spec.path("images"), cel, scope);
        } finally {
            cel.leave();
        }
    }

    /**
     * Empty when the policy has nothing to say of the image. A resource without any image that the policy names must satisfy
     * its validations all the same, as in Kyverno; satisfying them vouches for no image.
     */
    Optional<Outcome> judge(
            String image,
            ResolvedImage resolved,
            Map<String, List<JsonPointer>> builtIn,
            List<CelExceptionPolicy> exceptions)
            throws CelException, CelFunction.Failure {
        Map<String, List<String>> written = images(builtIn);
        boolean named = written.values().stream().anyMatch(list -> list.contains(image)) && isReferenced(image);
        if (!named && !hasResource) {
            return Optional.empty();
        }
        for (CelExceptionPolicy exception : exceptions) {
            if (holds(exception.matchConditions())) {
                if (!named) {
                    return Optional.empty();
                }
                Reason reason = new Reason(
                        ReasonCode.NO_POLICY_MATCHED,
                        "rule is skipped due to policy exception: " + exception.key(),
                        "",
                        "");
                return Optional.of(new Outcome(true, reason, Optional.empty()));
            }
        }
        Map<String, ResolvedImage> known = new HashMap<>(named ? Map.of(image, resolved) : Map.of());
        String pinned = pin(image, resolved, builtIn, known);
        Optional<Reason> unfit = named ? unfit(image, pinned, resolved) : Optional.empty();
        if (unfit.isPresent()) {
            return Optional.of(new Outcome(false, unfit.get(), Optional.empty()));
        }
        Map<String, List<String>> matched = referenced(images(builtIn), known);
        scope.put("images", matched);
        Set<String> all = new HashSet<>();
        matched.values().forEach(all::addAll);
        verifications = new Verifications(spec, judging, this::text, known, all);
        cel.enter(new PolicyCel.Running(verifications, judging, budget));
        try {
            Outcome outcome = validate(pinned, named);
            return named || outcome.reason() != null ? Optional.of(outcome) : Optional.empty();
        } finally {
            cel.leave();
        }
    }

    /** What keeps a named image from being looked at any further. */
    private Optional<Reason> unfit(String image, String pinned, ResolvedImage resolved) {
        if (spec.at("/validationConfigurations/verifyDigest").asBoolean(true) && !pinned.contains("@")) {
            return Optional.of(new Reason(
                    ReasonCode.POLICY_REJECTED,
                    "image " + image + " does not have a digest",
                    "",
                    "Name the image by its digest, " + image + "@" + resolved.digest()));
        }
        try {
            return ImageData.missingPlatform(resolved)
                    .map(message -> new Reason(
                            ReasonCode.UNSUPPORTED,
                            message,
                            "",
                            "Kyverno reads the image for " + ImageData.PLATFORM
                                    + " before anything else; build it too"));
        } catch (RegistryException e) {
            return Optional.of(new Reason(e.code(), e.getMessage(), "", e.remedy()));
        }
    }

    private Outcome validate(String image, boolean named) throws CelException {
        Optional<String> pinned = named && image.contains("@") ? Optional.of(image) : Optional.empty();
        JsonNode validations = spec.path("validations");
        for (int i = 0; i < validations.size(); i++) {
            if (!satisfied(validations.get(i).path("expression").asText())) {
                String message = "Policy " + policy + " failed: " + message(validations.get(i), i);
                return new Outcome(false, evidence().reason(message, image), pinned);
            }
        }
        boolean required =
                named && spec.at("/validationConfigurations/required").asBoolean(true);
        Optional<String> missing = evidence().missing(required, List.of(image));
        if (missing.isPresent()) {
            return new Outcome(false, evidence().reason(missing.get(), image), pinned);
        }
        return Outcome.pass(pinned);
    }

    /** False when a check that could not be decided kept CEL from an answer: the check's own reason says it better. */
    private boolean satisfied(String expression) throws CelException {
        try {
            return cel.test(expression, scope);
        } catch (CelException e) {
            if (e.isLimit() || evidence().errors() == 0) {
                throw e;
            }
            return false;
        }
    }

    private String message(JsonNode validation, int index) {
        String expression = validation.path("messageExpression").asText("");
        if (!expression.isEmpty()) {
            try {
                if (cel.evaluate(expression, scope) instanceof String text && !text.isBlank()) {
                    return text;
                }
            } catch (CelException e) {
                // The plain message speaks instead, as in Kubernetes.
            }
        }
        String message = validation.path("message").asText("");
        return message.isEmpty() ? "CEL expression validation failed at index " + index : message;
    }

    /** Writes digests into the resource as {@code mutateDigest} would; gives the judged image's text afterwards. */
    private String pin(
            String image,
            ResolvedImage resolved,
            Map<String, List<JsonPointer>> builtIn,
            Map<String, ResolvedImage> known)
            throws CelException {
        if (!spec.at("/validationConfigurations/mutateDigest").asBoolean(true)) {
            return image;
        }
        String pinned = image;
        for (List<JsonPointer> pointers : builtIn.values()) {
            for (JsonPointer pointer : pointers) {
                String text = object.at(pointer).asText();
                if (text.contains("@") || !isReferenced(text)) {
                    continue;
                }
                ResolvedImage target = known.get(text);
                if (target == null) {
                    try {
                        target = verifications.resolve(text);
                    } catch (CelFunction.Failure e) {
                        continue; // its own judgement says what is wrong with it
                    }
                }
                String with = text + "@" + target.digest();
                ((ObjectNode) object.at(pointer.head())).set("image", TextNode.valueOf(with));
                known.put(with, target);
                pinned = text.equals(image) ? with : pinned;
            }
        }
        if (known.containsKey(image)) {
            known.put(pinned, resolved);
        }
        scope.put("object", CelValues.of(object));
        return pinned;
    }

    /** An image that was about to be judged stays so when its digest is written beside the tag. */
    private Map<String, List<String>> referenced(Map<String, List<String>> images, Map<String, ResolvedImage> known)
            throws CelException {
        Map<String, List<String>> matched = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> list : images.entrySet()) {
            List<String> kept = new ArrayList<>();
            for (String image : list.getValue()) {
                if (known.containsKey(image) || isReferenced(image)) {
                    kept.add(image);
                }
            }
            matched.put(list.getKey(), kept);
        }
        return matched;
    }

    private boolean isReferenced(String image) throws CelException {
        JsonNode references = spec.path("matchImageReferences");
        if (references.isEmpty()) {
            return true;
        }
        for (JsonNode reference : references) {
            String glob = reference.path("glob").asText("");
            boolean fits = glob.isEmpty()
                    ? cel.refersTo(reference.path("expression").asText(), image)
                    : Glob.parse(glob).map(g -> g.matches(image)).orElse(false);
            if (fits) {
                return true;
            }
        }
        return false;
    }

    /** The text of an expression in an attestor. */
    private String text(String expression) throws TrustException {
        try {
            if (cel.evaluate(expression, scope) instanceof String text) {
                return text;
            }
            throw new TrustException("The expression '" + expression + "' of an attestor is no text", "Mend it");
        } catch (CelException e) {
            throw new TrustException(
                    "The expression '" + expression + "' of an attestor fails: " + e.getMessage(), "Mend it", e);
        }
    }
}
