package io.jenkins.plugins.imagepolicy.engine;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.manifest.ImageUse;
import io.jenkins.plugins.imagepolicy.engine.manifest.ManifestSet;
import io.jenkins.plugins.imagepolicy.engine.manifest.Manifests;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate.WorkloadUse;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.registry.layout.Layouts;
import io.jenkins.plugins.imagepolicy.engine.report.GateReport.Use;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the images to judge from everything that a request names, each distinct reference once. */
final class Targets {
    private final WorkspaceFiles files;
    private final List<Policy> policies;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    Targets(WorkspaceFiles files, List<Policy> policies) {
        this.files = files;
        this.policies = policies;
    }

    List<Target> all() {
        return List.copyOf(targets.values());
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    void gather(GateRequest request) {
        request.images().forEach(image -> add(image, new Use("image", null, 0, null, null), Optional.empty()));
        attempt(() -> {
            for (Path file : files.files(request.imageFiles())) {
                SourceText text = files.read(file);
                for (String image : ImageLists.read(text)) {
                    add(image, new Use("image", text.file(), 0, null, null), Optional.empty());
                }
            }
        });
        attempt(() -> {
            for (Path file : files.files(request.manifests())) {
                gatherManifest(files.read(file), request.namespace());
            }
        });
        attempt(() -> {
            for (Path layout : files.layouts(request.layouts())) {
                gatherLayout(layout);
            }
        });
    }

    private void gatherManifest(SourceText text, String namespace) {
        ManifestSet manifests = Manifests.read(text, namespace);
        List<Diagnostic> faults = new ArrayList<>(manifests.diagnostics());
        for (ManifestSet.Payload payload : manifests.payloads()) {
            if (gatherUses(text, payload.document())) {
                faults.remove(payload.fault());
            }
        }
        diagnostics.addAll(faults);
        for (Workload workload : manifests.workloads()) {
            gatherUses(text, workload);
        }
    }

    /** Whether there is any image in it. */
    private boolean gatherUses(SourceText text, Workload workload) {
        List<ImageUse> uses = images(workload);
        for (ImageUse use : uses) {
            add(
                    use.image(),
                    new Use("manifest", text.file(), use.line(), use.path(), workload.title()),
                    Optional.of(new WorkloadUse(workload, use)));
        }
        return !uses.isEmpty();
    }

    /** The workload's images, those included that only a policy's extractors find. */
    private List<ImageUse> images(Workload workload) {
        Map<String, ImageUse> uses = new LinkedHashMap<>();
        workload.images().forEach(use -> uses.put(use.key(), use));
        for (Policy policy : policies) {
            policy.images(workload).forEach(use -> uses.putIfAbsent(use.key(), use));
            policy.lint(workload).stream()
                    .filter(lint -> !diagnostics.contains(lint))
                    .forEach(diagnostics::add);
        }
        return List.copyOf(uses.values());
    }

    private void gatherLayout(Path layout) throws InputException {
        Use use = new Use("layout", files.name(layout), 0, null, null);
        try {
            for (ResolvedImage image : Layouts.open(layout, files.name(layout)).images()) {
                targets.computeIfAbsent(
                                "layout " + layout + " " + image.reference().written(), key -> Target.of(image))
                        .places()
                        .add(new Target.Place(use, Optional.empty()));
            }
        } catch (RegistryException e) {
            diagnostics.add(Diagnostic.error(e.code(), files.name(layout), e.getMessage(), e.remedy()));
        }
    }

    private void add(String image, Use use, Optional<WorkloadUse> workload) {
        Target target;
        try {
            ImageReference reference = ImageReference.parse(image);
            target = targets.computeIfAbsent(reference.canonical(), key -> Target.of(reference));
        } catch (InvalidReferenceException e) {
            target = targets.computeIfAbsent("unreadable " + image, key -> Target.unreadable(image, e.getMessage()));
        }
        target.places().add(new Target.Place(use, workload));
    }

    private void attempt(Gathering gathering) {
        try {
            gathering.run();
        } catch (InputException e) {
            diagnostics.add(e.diagnostic(ReasonCode.INPUT_INVALID));
        }
    }

    @FunctionalInterface
    private interface Gathering {
        void run() throws InputException;
    }
}
