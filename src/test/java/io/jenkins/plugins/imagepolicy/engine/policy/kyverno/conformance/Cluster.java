package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.manifest.ImageUse;
import io.jenkins.plugins.imagepolicy.engine.manifest.ManifestSet;
import io.jenkins.plugins.imagepolicy.engine.manifest.Manifests;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyFiles;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.KyvernoPolicies;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageResolver;
import io.jenkins.plugins.imagepolicy.engine.registry.Resolution;
import io.jenkins.plugins.imagepolicy.engine.signature.cosign.CosignVerifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a case has applied so far, and what the gate says of each resource as it is applied. */
final class Cluster {
    private static final Set<String> POLICIES = Set.of(
            "ClusterPolicy", "Policy", "ImageValidatingPolicy", "NamespacedImageValidatingPolicy", "PolicyException");
    private static final Set<String> COMPANIONS = Set.of("ConfigMap", "Secret", "Namespace", "Pod");

    /** What happened to the documents of one step; {@code results} are of all images and policies. */
    record Outcome(boolean admitted, List<PolicyResult> results, String why) {
        List<String> pinned() {
            return results.stream()
                    .map(result -> result.explanation() == null
                            ? ""
                            : result.explanation().path("pinned").asText())
                    .filter(reference -> !reference.isEmpty())
                    .toList();
        }
    }

    private final LiveImages images;
    private final Map<String, ObjectNode> known = new LinkedHashMap<>();

    Cluster(LiveImages images) {
        this.images = images;
    }

    private static String kind(JsonNode document) {
        return document.path("kind").asText();
    }

    private static String key(JsonNode document) {
        return kind(document) + document.at("/metadata/namespace").asText() + "/"
                + document.at("/metadata/name").asText();
    }

    private static boolean isPolicy(JsonNode document) {
        return document.path("apiVersion").asText().contains("kyverno.io/") && POLICIES.contains(kind(document));
    }

    /** Policies are admitted when they load, resources when no policy refuses one of their images. */
    Outcome apply(List<ObjectNode> documents) throws Exception {
        remember(documents);
        PolicySet set = load();
        List<Diagnostic> errors =
                set.diagnostics().stream().filter(Diagnostic::isError).toList();
        if (!errors.isEmpty()) {
            documents.stream().filter(Cluster::isPolicy).forEach(policy -> known.remove(key(policy)));
            return new Outcome(false, List.of(), errors.toString());
        }
        List<PolicyResult> results = new ArrayList<>();
        for (ObjectNode document : documents) {
            if (!isPolicy(document)) {
                results.addAll(judge(set, document));
            }
        }
        boolean refused = results.stream().anyMatch(r -> r.verdict() == Verdict.FAIL || r.verdict() == Verdict.ERROR);
        return new Outcome(
                !refused,
                results,
                results.stream()
                        .map(r -> r.verdict() + " " + r.reasons())
                        .toList()
                        .toString());
    }

    void remember(List<ObjectNode> documents) {
        for (ObjectNode document : documents) {
            if (isPolicy(document) || COMPANIONS.contains(kind(document))) {
                ObjectNode copy = document.deepCopy();
                if (!isPolicy(document) && copy.at("/metadata/namespace").isMissingNode()) {
                    copy.withObject("/metadata").put("namespace", "default");
                }
                known.put(key(document), copy);
            }
        }
    }

    PolicySet load() {
        List<SourceText> sources = new ArrayList<>();
        known.forEach((name, document) -> sources.add(new SourceText(name + ".yaml", document.toString())));
        return new PolicyFiles(List.of(new KyvernoPolicies())).load(sources, new PolicyKind.LoadOptions(true));
    }

    private List<PolicyResult> judge(PolicySet set, ObjectNode document) throws Exception {
        List<PolicyResult> results = new ArrayList<>();
        ManifestSet manifests = Manifests.read(new SourceText("resource.yaml", document.toString()), "default");
        List<Workload> workloads = new ArrayList<>(manifests.workloads());
        manifests.payloads().forEach(payload -> workloads.add(payload.document()));
        for (Workload workload : workloads) {
            List<ImageUse> uses = new ArrayList<>(workload.images());
            for (Policy policy : set.policies()) {
                policy.images(workload).stream()
                        .filter(use -> uses.stream().noneMatch(u -> u.key().equals(use.key())))
                        .forEach(uses::add);
            }
            for (ImageUse use : uses) {
                results.addAll(judge(set, workload, use));
            }
        }
        return results;
    }

    private List<PolicyResult> judge(PolicySet set, Workload workload, ImageUse use) throws Exception {
        Judging judging = new Judging(
                images.sigstore().now(),
                true,
                "default",
                images,
                new CosignVerifier(() -> images.sigstore().now()),
                () -> images.sigstore().trustedRoot());
        images.ensure(use.image());
        Resolution resolution;
        try {
            resolution = ImageResolver.resolve(ImageReference.parse(use.image()), images);
        } catch (InvalidReferenceException e) {
            // The gate refuses what is no image name; Kyverno leaves it to the kubelet.
            return List.of();
        }
        Candidate candidate = new Candidate(
                ((Resolution.Found) resolution).image(),
                java.util.Optional.of(new Candidate.WorkloadUse(workload, use)));
        List<PolicyResult> results = new ArrayList<>();
        for (Policy policy : set.policies()) {
            policy.judge(candidate, judging).ifPresent(results::add);
        }
        return results;
    }
}
