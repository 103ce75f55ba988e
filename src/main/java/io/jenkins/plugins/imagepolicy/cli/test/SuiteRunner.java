package io.jenkins.plugins.imagepolicy.cli.test;

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
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.PublicGood;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the images of a suite's tests to its policies, the same policies that judge in earnest. */
public final class SuiteRunner {
    private SuiteRunner() {}

    public static List<TestResult> run(Suite suite, PolicySet policies) {
        return suite.tests().stream().map(test -> run(suite, test, policies)).toList();
    }

    private static TestResult run(Suite suite, TestCase test, PolicySet policies) {
        List<String> broken = new ArrayList<>();
        if (policies.hasErrors()) {
            return new TestResult(suite, test, List.of(), List.of("The policies of the suite cannot be loaded"), true);
        }
        try (FixtureRegistries registries = new FixtureRegistries(test)) {
            List<PolicyResult> results = judge(test, policies, registries, broken);
            List<String> differences = broken.isEmpty() ? test.expected().differences(results) : broken;
            return new TestResult(suite, test, results, differences, !broken.isEmpty());
        }
    }

    private static List<PolicyResult> judge(
            TestCase test, PolicySet policies, FixtureRegistries registries, List<String> broken) {
        Judging judging = new Judging(
                test.at(), true, test.namespace(), registries, new FixtureSignatures(test), PublicGood::trustedRoot);
        List<PolicyResult> results = new ArrayList<>();
        try {
            for (Candidate candidate : candidates(test, policies, registries, broken)) {
                for (Policy policy : policies.policies()) {
                    policy.judge(candidate, judging).ifPresent(results::add);
                }
            }
        } catch (InvalidReferenceException e) {
            broken.add(e.getMessage());
        } catch (RuntimeException | StackOverflowError defect) {
            broken.add("The policy could not be judged: " + defect);
        }
        return results;
    }

    private static List<Candidate> candidates(
            TestCase test, PolicySet policies, FixtureRegistries registries, List<String> broken)
            throws InvalidReferenceException {
        if (test.manifest().isEmpty()) {
            return List.of(new Candidate(resolved(test.image(), registries), Optional.empty()));
        }
        String json = test.manifest().get().toPrettyString();
        ManifestSet manifests = Manifests.read(new SourceText("manifest of the test", json), test.namespace());
        List<Diagnostic> faults = new ArrayList<>(manifests.diagnostics());
        List<Workload> workloads = new ArrayList<>(manifests.workloads());
        for (ManifestSet.Payload payload : manifests.payloads()) {
            if (!uses(payload.document(), policies).isEmpty()) {
                faults.remove(payload.fault());
                workloads.add(payload.document());
            }
        }
        faults.stream().filter(Diagnostic::isError).forEach(d -> broken.add(d.render()));
        List<Candidate> candidates = new ArrayList<>();
        for (Workload workload : workloads) {
            for (ImageUse use : uses(workload, policies)) {
                if (test.image().isEmpty() || test.image().equals(use.image())) {
                    candidates.add(new Candidate(
                            resolved(use.image(), registries), Optional.of(new Candidate.WorkloadUse(workload, use))));
                }
            }
        }
        if (candidates.isEmpty() && broken.isEmpty()) {
            broken.add("The manifest uses no image" + (test.image().isEmpty() ? "" : " " + test.image()));
        }
        return candidates;
    }

    /** As the gate gathers them: those that only a policy's extractors find included. */
    private static List<ImageUse> uses(Workload workload, PolicySet policies) {
        Map<String, ImageUse> uses = new LinkedHashMap<>();
        workload.images().forEach(use -> uses.put(use.key(), use));
        for (Policy policy : policies.policies()) {
            policy.images(workload).forEach(use -> uses.putIfAbsent(use.key(), use));
        }
        return List.copyOf(uses.values());
    }

    private static ResolvedImage resolved(String image, FixtureRegistries registries) throws InvalidReferenceException {
        ImageReference reference = ImageReference.parse(image);
        FixtureImage repository = registries.image(reference.repository());
        Manifest manifest = repository.root();
        return new ResolvedImage(reference, repository, manifest);
    }
}
