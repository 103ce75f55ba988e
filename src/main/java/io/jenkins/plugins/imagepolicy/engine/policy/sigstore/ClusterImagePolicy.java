package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.image.ImageGlob;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyMode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.PolicyJudge;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.CipSpec;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.MatchResource;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.MatchResource.InvalidSelectorException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A loaded ClusterImagePolicy. */
final class ClusterImagePolicy implements Policy {
    static final String KIND = "ClusterImagePolicy";

    private final Document document;
    private final CipSpec spec;
    private final PolicyJudge judge;

    ClusterImagePolicy(Document document, CipSpec spec, PolicyJudge judge) {
        this.document = document;
        this.spec = spec;
        this.judge = judge;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String file() {
        return document.file();
    }

    @Override
    public int line() {
        return document.start().line();
    }

    @Override
    public String appliesTo() {
        String images =
                "images " + spec.images().stream().map(ImageGlob::toString).collect(Collectors.joining(" or "));
        return spec.match().isEmpty() ? images : images + ", in workloads that 'match' names";
    }

    @Override
    public Optional<PolicyResult> judge(Candidate candidate, Judging judging) {
        String name = canonicalName(candidate);
        if (spec.images().stream().noneMatch(glob -> glob.matches(name))) {
            return Optional.empty();
        }
        try {
            if (!matchesWorkload(candidate)) {
                return Optional.empty();
            }
        } catch (InvalidSelectorException e) {
            Reason reason = new Reason(
                    ReasonCode.POLICY_INVALID, e.getMessage(), "", "Write a label selector as Kubernetes has it");
            return Optional.of(result(List.of(reason), List.of(), Optional.empty()));
        }
        PolicyJudge.Outcome outcome = judge.judge(candidate, judging);
        return Optional.of(result(outcome.reasons(), outcome.authorities(), outcome.explanation()));
    }

    /** The name that the cluster's globs see, for which {@code localhost} without a port is no registry. */
    private static String canonicalName(Candidate candidate) {
        String name = candidate.image().canonical();
        return name.startsWith("localhost/") ? RepositoryName.DOCKER_HUB + "/" + name : name;
    }

    private boolean matchesWorkload(Candidate candidate) throws InvalidSelectorException {
        if (spec.match().isEmpty()) {
            return true;
        }
        Optional<Workload> workload = candidate.use().map(Candidate.WorkloadUse::workload);
        Map<String, String> labels = workload.map(ClusterImagePolicy::labels).orElse(Map.of());
        String apiVersion = workload.map(Workload::apiVersion).orElse("");
        String kind = workload.map(Workload::kind).orElse("");
        boolean matches = false;
        for (MatchResource entry : spec.match()) {
            matches |= entry.matches(apiVersion, kind, labels);
        }
        return matches;
    }

    private static Map<String, String> labels(Workload workload) {
        Map<String, String> labels = new HashMap<>();
        for (Map.Entry<String, JsonNode> label :
                workload.resource().path("metadata").path("labels").properties()) {
            labels.put(label.getKey(), label.getValue().asText());
        }
        return labels;
    }

    /** In mode warn every refusal is softened, faults included, as the controller does. */
    private PolicyResult result(
            List<Reason> reasons, List<AuthorityResult> authorities, Optional<JsonNode> explanation) {
        Verdict verdict = Verdict.PASS;
        for (Reason reason : reasons) {
            verdict = verdict.worse(reason.code().isError() ? Verdict.ERROR : Verdict.FAIL);
        }
        if (verdict != Verdict.PASS && spec.mode() == PolicyMode.WARN) {
            verdict = Verdict.WARN;
        }
        return new PolicyResult(
                name(), kind(), file(), line(), spec.mode(), verdict, reasons, authorities, explanation.orElse(null));
    }
}
