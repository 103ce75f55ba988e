package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
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
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.exception.ClassicException;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.Reach;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.WebhookConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A loaded ClusterPolicy or Policy with its {@code verifyImages} rules, generated ones included. */
public final class ClusterPolicy implements Policy {
    private final JsonNode content;
    private final List<JsonNode> rules;
    private final Companions companions;
    private final Optional<WebhookConditions> conditions;
    private final String file;
    private final int line;

    /**
     * @param content valid and with defaults applied
     * @param rules those with {@code verifyImages}
     */
    public ClusterPolicy(JsonNode content, List<JsonNode> rules, Companions companions, String file, int line) {
        this.content = content;
        this.rules = List.copyOf(rules);
        this.companions = companions;
        JsonNode spec = content.path("spec");
        this.conditions = WebhookConditions.exist(spec) ? Optional.of(WebhookConditions.of(spec)) : Optional.empty();
        this.file = file;
        this.line = line;
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
        String reach = Reach.of(content.path("spec"), rules);
        return kind().equals("Policy") ? reach + ", in the policy's namespace " + ownNamespace() : reach;
    }

    private String namespace() {
        return kind().equals("Policy") ? content.at("/metadata/namespace").asText("default") : "";
    }

    @Override
    public Optional<PolicyResult> judge(Candidate candidate, Judging judging) {
        if (candidate.use().filter(use -> use.workload().isPayload()).isPresent()) {
            return Optional.empty();
        }
        try {
            ResourceView view = ResourceView.of(candidate, judging.namespace(), companions);
            if (kind().equals("Policy") && !ownNamespace().equals(view.target().namespace())) {
                return Optional.empty();
            }
            if (conditions.isPresent() && !conditions.get().hold(view.resource(), view.request())) {
                return Optional.empty();
            }
            return combined(results(candidate, view, judging), candidate, view);
        } catch (CelException e) {
            Reason reason = new Reason(
                    e.isLimit() ? ReasonCode.TIMEOUT : ReasonCode.POLICY_INVALID,
                    "matchConditions cannot be decided: " + e.getMessage(),
                    "",
                    "Mend the condition; what is known of the request is its object, operation, namespace, name and kind");
            return Optional.of(result(PolicyMode.ENFORCE, Verdict.ERROR, List.of(reason), List.of(), null));
        } catch (RuntimeException | Error e) {
            // Whatever breaks inside refuses the image; it must never look like a policy that does not apply.
            Reason reason = new Reason(
                    ReasonCode.INTERNAL_ERROR,
                    "The policy could not be evaluated: " + e,
                    "",
                    "Report this; until then the image is refused");
            return Optional.of(result(PolicyMode.ENFORCE, Verdict.ERROR, List.of(reason), List.of(), null));
        }
    }

    @Override
    public List<ImageUse> images(Workload workload) {
        List<ImageUse> uses = new ArrayList<>();
        for (JsonNode rule : rules) {
            if (rule.path("imageExtractors").has(workload.kind())) {
                ResourceView view = ResourceView.of(workload, JsonPointer.empty(), companions);
                uses.addAll(new ExtractedUses(rule, view).of(workload));
            }
        }
        return uses;
    }

    @Override
    public List<Diagnostic> lint(Workload workload) {
        boolean byNamespace = kind().equals("Policy");
        for (JsonNode rule : rules) {
            for (JsonNode side : List.of(rule.path("match"), rule.path("exclude"))) {
                byNamespace |= side.findValue("namespaces") != null || side.findValue("namespaceSelector") != null;
            }
        }
        return WorkloadLints.find(workload, name(), byNamespace);
    }

    private String ownNamespace() {
        return namespace().isEmpty() ? "default" : namespace();
    }

    private List<RuleResult> results(Candidate candidate, ResourceView view, Judging judging) {
        boolean one = content.at("/spec/applyRules").asText("All").equals("One");
        RuleJudge.RuleContext context =
                new RuleJudge.RuleContext(name(), companions, ClassicException.of(companions, name(), namespace()));
        List<RuleResult> results = new ArrayList<>();
        for (JsonNode rule : rules) {
            RuleJudge judge = new RuleJudge(context, rule, view, judging);
            judge.judge(candidate.image()).ifPresent(results::add);
            if (one && judge.concernsResource()) {
                break;
            }
        }
        return results;
    }

    private Optional<PolicyResult> combined(List<RuleResult> results, Candidate candidate, ResourceView view) {
        if (results.isEmpty()) {
            return Optional.empty();
        }
        Verdict verdict = Verdict.PASS;
        PolicyMode mode = PolicyMode.WARN;
        List<Reason> reasons = new ArrayList<>();
        List<AuthorityResult> authorities = new ArrayList<>();
        ObjectNode explanation = JsonNodeFactory.instance.objectNode();
        for (RuleResult result : results) {
            ImageJudgement judgement = result.judgement();
            PolicyMode action = FailureAction.of(result.rule(), content.path("spec"), view.target());
            mode = action == PolicyMode.ENFORCE ? action : mode;
            Verdict own =
                    switch (judgement.status()) {
                        case PASS -> Verdict.PASS;
                        case SKIP -> Verdict.WAIVED;
                        case FAIL -> action == PolicyMode.ENFORCE ? Verdict.FAIL : Verdict.WARN;
                        case ERROR -> Verdict.ERROR;
                    };
            verdict = verdict.worse(own);
            ReasonCode code = judgement.code() == null ? ReasonCode.NO_POLICY_MATCHED : judgement.code();
            if (own != Verdict.PASS) {
                reasons.add(new Reason(code, result.name() + ": " + judgement.message(), "", judgement.remedy()));
            }
            authorities.addAll(result.authorities());
            explanation.withObject("/rules").put(result.name(), judgement.message());
        }
        pinned(results, candidate, view).ifPresent(reference -> explanation.put("pinned", reference));
        return Optional.of(result(mode, verdict, reasons, authorities, explanation));
    }

    /** What {@code mutateDigest} would write; the gate writes nothing. */
    private Optional<String> pinned(List<RuleResult> results, Candidate candidate, ResourceView view) {
        boolean mutates = false;
        for (RuleResult result : results) {
            for (JsonNode item : result.rule().path("verifyImages")) {
                mutates |= item.path("mutateDigest").asBoolean();
            }
        }
        if (!mutates) {
            return Optional.empty();
        }
        String written = view.resource().at(view.image()).asText();
        String digest = candidate.image().digest().toString();
        return Optional.of(written.contains("@") ? written : written + "@" + digest);
    }

    private PolicyResult result(
            PolicyMode mode,
            Verdict verdict,
            List<Reason> reasons,
            List<AuthorityResult> authorities,
            JsonNode explanation) {
        return new PolicyResult(name(), kind(), file, line, mode, verdict, reasons, authorities, explanation);
    }
}
