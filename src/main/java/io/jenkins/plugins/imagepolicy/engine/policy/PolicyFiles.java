package io.jenkins.plugins.imagepolicy.engine.policy;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Severity;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.document.DocumentException;
import io.jenkins.plugins.imagepolicy.engine.document.Documents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads policies and their companions from the texts of files, each document by the kind that claims it. */
public final class PolicyFiles {
    /** Resources of the core group that policies may ask for; a misspelt policy is none of them. */
    private static final List<String> COMPANIONS =
            List.of("Secret", "ConfigMap", "Namespace", "Pod", "Service", "ServiceAccount");

    private static final JsonPointer KIND = JsonPointer.compile("/kind");
    /** Test suites stand beside the policies they test. */
    private static final String TEST_SUITE = "image-policy/v1 PolicyTest";

    private final List<PolicyKind> kinds;

    public PolicyFiles(List<PolicyKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    public PolicySet load(List<SourceText> files, PolicyKind.LoadOptions options) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<Document> documents = new ArrayList<>();
        for (SourceText file : files) {
            try {
                List<Document> found = Documents.read(file);
                if (found.isEmpty()) {
                    diagnostics.add(Diagnostic.error(
                            ReasonCode.POLICY_INVALID,
                            file.file(),
                            file.text().isEmpty()
                                    ? "document is required to create policy"
                                    : "The file holds no document",
                            "Write a policy into it, or leave the file out"));
                }
                documents.addAll(found);
            } catch (DocumentException e) {
                Diagnostic d = e.diagnostic();
                diagnostics.add(new Diagnostic(
                        d.severity(),
                        ReasonCode.POLICY_INVALID.name(),
                        d.file(),
                        d.line(),
                        d.column(),
                        d.message(),
                        d.excerpt(),
                        d.remedy()));
            }
        }
        List<Policy> policies = new ArrayList<>();
        PolicyKind.Loaded loaded = new PolicyKind.Loaded() {
            @Override
            public void policy(Policy policy) {
                policies.add(policy);
            }

            @Override
            public void diagnostic(Diagnostic diagnostic) {
                diagnostics.add(diagnostic);
            }
        };
        Companions companions = new Companions(documents);
        for (Document document : documents) {
            load(document, companions, options, loaded);
        }
        diagnostics.addAll(duplicates(policies));
        return new PolicySet(policies, diagnostics.stream().distinct().toList());
    }

    /** A cluster keeps one of two resources of one name, and tools disagree which; judging by both overlooks nothing. */
    private static List<Diagnostic> duplicates(List<Policy> policies) {
        List<Diagnostic> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Policy policy : policies) {
            if (policy.kind().equals("ClusterImagePolicy") && !names.add(policy.name())) {
                found.add(new Diagnostic(
                        Severity.WARNING,
                        "duplicate-policy-name",
                        policy.file(),
                        policy.line(),
                        1,
                        "duplicate policy named \"" + policy.name()
                                + "\": images are judged by both, a cluster keeps one",
                        "",
                        "Give each policy its own name"));
            }
        }
        return found;
    }

    private void load(
            Document document, Companions companions, PolicyKind.LoadOptions options, PolicyKind.Loaded loaded) {
        String apiVersion = document.content().path("apiVersion").asText();
        String kind = document.content().path("kind").asText();
        if (TEST_SUITE.equals(apiVersion + " " + kind)) {
            return;
        }
        Optional<Diagnostic> problem = ResourceHeader.problem(document);
        if (problem.isPresent()) {
            loaded.diagnostic(problem.get());
            return;
        }
        for (PolicyKind family : kinds) {
            if (family.claims(apiVersion, kind)) {
                family.load(document, companions, options, loaded);
                return;
            }
        }
        boolean companion = apiVersion.equals("v1") && COMPANIONS.contains(kind);
        if (!companion) {
            loaded.diagnostic(document.error(
                    ReasonCode.POLICY_INVALID,
                    KIND,
                    "unknown type: " + (apiVersion.contains("/") ? apiVersion : "/" + apiVersion) + ", Kind=" + kind,
                    "Give ClusterImagePolicy, TrustRoot, ClusterPolicy, Policy, ImageValidatingPolicy or PolicyException,"
                            + " and Secret or ConfigMap beside them"));
        }
    }
}
