package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelFunction;
import io.jenkins.plugins.imagepolicy.engine.manifest.ImageUse;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.exception.CelExceptionPolicy;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.MatchException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.ResourceKind;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match.Target;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.Reach;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify.ResourceView;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify.WorkloadLints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A loaded ImageValidatingPolicy or NamespacedImageValidatingPolicy. */
public final class ImageValidatingPolicy implements Policy {
    private final JsonNode content;
    private final Companions companions;
    private final PolicyCel cel;
    private final String file;
    private final int line;

    /** @param content valid */
    public ImageValidatingPolicy(JsonNode content, Companions companions, String file, int line) {
        this.content = content;
        this.companions = companions;
        this.cel = new PolicyCel(isJson(content), companions);
        this.file = file;
        this.line = line;
    }

    static boolean isJson(JsonNode content) {
        return content.at("/spec/evaluation/mode").asText("Kubernetes").equals("JSON");
    }

    @Override
    public String name() {
        return content.at("/metadata/name").asText();
    }

    @Override
    public String kind() {
        return content.path("kind").asText();
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public String appliesTo() {
        String reach = Reach.ofConstraints(content.path("spec"), isJson(content));
        return isNamespaced()
                ? reach + ", in the policy's namespace "
                        + content.at("/metadata/namespace").asText("default")
                : reach;
    }

    private boolean isNamespaced() {
        return kind().equals("NamespacedImageValidatingPolicy");
    }

    @Override
    public Optional<PolicyResult> judge(Candidate candidate, Judging judging) {
        try {
            boolean payload =
                    candidate.use().filter(use -> use.workload().isPayload()).isPresent();
            if (payload != isJson(content)) {
                return Optional.empty();
            }
            return payload ? judgePayload(candidate, judging) : judgeResource(candidate, judging);
        } catch (MatchException e) {
            return Optional.of(error(
                    ReasonCode.INPUT_INVALID, e.getMessage(), "Give the Namespace with its labels beside the policy"));
        } catch (CelException | CelFunction.Failure e) {
            boolean limit = e instanceof CelException cel && cel.isLimit();
            return Optional.of(error(
                    limit ? ReasonCode.TIMEOUT : ReasonCode.POLICY_INVALID,
                    "Policy " + name() + " error: failed to evaluate policy: " + e.getMessage(),
                    "Mend the expression, or give what it refers to beside the policy"));
        } catch (RuntimeException | Error e) {
            return Optional.of(error(
                    ReasonCode.INTERNAL_ERROR,
                    "The policy could not be evaluated: " + e,
                    "Report this; until then the image is refused"));
        }
    }

    private Optional<PolicyResult> judgePayload(Candidate candidate, Judging judging)
            throws CelException, CelFunction.Failure {
        ObjectNode payload = candidate.use().orElseThrow().workload().resource().deepCopy();
        Evaluation evaluation = new Evaluation(name(), content.path("spec"), cel, judging, payload, true, null, null);
        return result(evaluation, content.path("spec"), candidate, Map.of(), judging);
    }

    private Optional<PolicyResult> judgeResource(Candidate candidate, Judging judging)
            throws MatchException, CelException, CelFunction.Failure {
        ResourceView view = ResourceView.of(candidate, judging.namespace(), companions);
        Optional<JsonNode> spec = applicable(view.target());
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode object = view.resource().deepCopy();
        Evaluation evaluation =
                evaluation(spec.get(), view, object, candidate.use().isPresent(), judging);
        if (!evaluation.holds(spec.get().path("matchConditions"))) {
            return Optional.empty();
        }
        return result(evaluation, spec.get(), candidate, builtIn(view.target().kind(), object), judging);
    }

    private Evaluation evaluation(
            JsonNode spec, ResourceView view, ObjectNode object, boolean hasResource, Judging judging) {
        ObjectNode request = view.request();
        ResourceKind kind = view.target().kind();
        request.set(
                "resource",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("group", kind.group())
                        .put("version", kind.version())
                        .put("resource", Resources.plural(kind.kind())));
        return new Evaluation(
                name(),
                spec,
                cel,
                judging,
                object,
                hasResource,
                request,
                ResourceView.namespaceObject(view.target(), companions));
    }

    private static Map<String, List<JsonPointer>> builtIn(ResourceKind kind, JsonNode object) {
        return ImageLists.builtIn(kind.group(), kind.version(), Resources.plural(kind.kind()), object);
    }

    /** The policy itself, or the one generated for the resource's kind. */
    private Optional<JsonNode> applicable(Target target) throws MatchException {
        if (isNamespaced()
                && !content.at("/metadata/namespace").asText("default").equals(target.namespace())) {
            return Optional.empty();
        }
        JsonNode spec = content.path("spec");
        if (Resources.matches(spec.path("matchConstraints"), target)) {
            return Optional.of(spec);
        }
        Optional<ObjectNode> generated = Rewrite.spec(
                spec,
                target.kind().group(),
                target.kind().version(),
                Resources.plural(target.kind().kind()));
        if (generated.isPresent() && Resources.matches(generated.get().path("matchConstraints"), target)) {
            return Optional.of(generated.get());
        }
        return Optional.empty();
    }

    private Optional<PolicyResult> result(
            Evaluation evaluation,
            JsonNode spec,
            Candidate candidate,
            Map<String, List<JsonPointer>> builtIn,
            Judging judging)
            throws CelException, CelFunction.Failure {
        String image = candidate
                .use()
                .map(use -> use.image().image())
                .orElseGet(() -> candidate.image().reference().written());
        List<CelExceptionPolicy> exceptions = CelExceptionPolicy.of(companions, kind(), name(), judging.now());
        Optional<Evaluation.Outcome> outcome = evaluation.judge(image, candidate.image(), builtIn, exceptions);
        if (outcome.isEmpty()) {
            return Optional.empty();
        }
        Reason reason = outcome.get().reason();
        Verdict verdict = Verdict.PASS;
        if (outcome.get().excepted()) {
            verdict = Verdict.WAIVED;
        } else if (reason != null) {
            Verdict failed = mode(spec) == PolicyMode.ENFORCE ? Verdict.FAIL : Verdict.WARN;
            verdict = reason.code().isError() ? Verdict.ERROR : failed;
        }
        ObjectNode explanation = JsonNodeFactory.instance.objectNode();
        outcome.get().pinned().ifPresent(pinned -> explanation.put("pinned", pinned));
        return Optional.of(result(
                mode(spec),
                verdict,
                reason == null ? List.of() : List.of(reason),
                evaluation.evidence().authorities(),
                explanation));
    }

    private static PolicyMode mode(JsonNode spec) {
        JsonNode actions = spec.path("validationActions");
        boolean denies = actions.isEmpty()
                || actions.valueStream().anyMatch(a -> a.asText().equals("Deny"));
        return denies ? PolicyMode.ENFORCE : PolicyMode.WARN;
    }

    private PolicyResult error(ReasonCode code, String message, String remedy) {
        return result(
                mode(content.path("spec")),
                Verdict.ERROR,
                List.of(new Reason(code, message, "", remedy)),
                List.of(),
                null);
    }

    private PolicyResult result(
            PolicyMode mode,
            Verdict verdict,
            List<Reason> reasons,
            List<AuthorityResult> authorities,
            JsonNode explanation) {
        return new PolicyResult(name(), kind(), file, line, mode, verdict, reasons, authorities, explanation);
    }

    /** Images that the policy's own extractors find; an extractor that fails gives a use that is no image. */
    @Override
    public List<ImageUse> images(Workload workload) {
        if (content.at("/spec/images").isEmpty() || workload.isPayload() != isJson(content)) {
            return List.of();
        }
        Judging nothing = new Judging(Instant.EPOCH, true, "", null, null, null);
        try {
            Evaluation evaluation;
            JsonNode resource = workload.resource();
            if (isJson(content)) {
                evaluation = new Evaluation(
                        name(), content.path("spec"), cel, nothing, resource.deepCopy(), true, null, null);
            } else {
                ResourceView view = ResourceView.of(workload, JsonPointer.empty(), companions);
                Optional<JsonNode> spec = applicable(view.target());
                if (spec.isEmpty()) {
                    return List.of();
                }
                evaluation = evaluation(spec.get(), view, view.resource(), true, nothing);
                if (!evaluation.holds(spec.get().path("matchConditions"))) {
                    return List.of();
                }
            }
            List<ImageUse> uses = new ArrayList<>();
            TreeSet<String> known = new TreeSet<>();
            workload.images().forEach(use -> known.add(use.image()));
            for (List<String> list : evaluation.images(Map.of()).values()) {
                list.stream().filter(known::add).forEach(image -> uses.add(FoundImages.use(workload, image)));
            }
            return uses;
        } catch (MatchException | CelException | CelFunction.Failure | RuntimeException e) {
            return List.of(FoundImages.use(workload, "(images of policy " + name() + ": " + e.getMessage() + ")"));
        }
    }

    @Override
    public List<Diagnostic> lint(Workload workload) {
        boolean byNamespace =
                isNamespaced() || content.at("/spec/matchConstraints").has("namespaceSelector");
        return WorkloadLints.find(workload, name(), byNamespace);
    }
}
