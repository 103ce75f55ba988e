package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind.Loaded;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.context.Variables;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.Autogen;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.Defaults;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.PolicyLints;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.rule.PolicyValidator;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.ClusterPolicySchema;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Mender;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Problem;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.SchemaCheck;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.schema.Shape;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify.ClusterPolicy;
import io.jenkins.plugins.imagepolicy.engine.policy.kyverno.verify.TrustCheck;
import java.util.ArrayList;
import java.util.List;

/** Loads ClusterPolicy, Policy and PolicyException of {@code kyverno.io}. */
final class ClassicLoader {
    private final Document document;
    private final Companions companions;
    private final Loaded loaded;

    ClassicLoader(Document document, Companions companions, Loaded loaded) {
        this.document = document;
        this.companions = companions;
        this.loaded = loaded;
    }

    void policy() {
        String version = document.content().path("apiVersion").asText();
        if (!version.equals("kyverno.io/v1") && !version.equals("kyverno.io/v2beta1")) {
            report(document.error(
                    ReasonCode.POLICY_INVALID,
                    JsonPointer.compile("/apiVersion"),
                    "'" + version + "' is no version of this kind",
                    "Write kyverno.io/v1"));
            return;
        }
        Shape shape = version.endsWith("v1") && !version.endsWith("beta1")
                ? ClusterPolicySchema.V1
                : ClusterPolicySchema.V2BETA1;
        Mender mender = new Mender(document.content());
        List<Problem> problems = new ArrayList<>(schemaProblems(shape, mender));
        if (SchemaCheck.check(mender.policy(), shape).isEmpty()) {
            for (Problem problem : semanticProblems(mender.policy())) {
                problems.add(
                        new Problem(mender.written(problem.at()), problem.code(), problem.message(), problem.remedy()));
            }
        }
        if (!problems.isEmpty()) {
            problems.forEach(problem ->
                    report(document.error(problem.code(), problem.at(), problem.message(), problem.remedy())));
            return;
        }
        ObjectNode policy = Defaults.apply(document.content());
        PolicyLints.find(document, policy).forEach(this::report);
        deliver(policy);
    }

    private List<Problem> schemaProblems(Shape shape, Mender mender) {
        List<Problem> problems = new ArrayList<>();
        boolean shown = false;
        for (Problem problem : SchemaCheck.check(document.content(), shape)) {
            JsonPointer target = mender.moved().get(problem.at());
            if (target == null) {
                problems.add(problem);
            } else {
                problems.add(misplaced(problem, target, mender, shape, shown));
                shown = true;
            }
        }
        return problems;
    }

    private Problem misplaced(Problem problem, JsonPointer target, Mender mender, Shape shape, boolean shown) {
        String name = problem.at().last().getMatchingProperty();
        String meant = Problem.path(target);
        StringBuilder remedy = new StringBuilder("Indent '" + name + "' so that it belongs to the item: " + meant
                + ". As it stands, a" + " cluster that drops unknown fields checks no signature");
        boolean complete = SchemaCheck.check(mender.completed(), shape).isEmpty()
                && semanticProblems(mender.completed()).isEmpty();
        if (complete && !shown) {
            remedy.append(". The policy as it was probably meant:\n\n").append(mender.text());
        }
        return new Problem(
                problem.at(),
                problem.code(),
                problem.message() + "; strict decoding error: unknown field \"" + Problem.path(problem.at()) + "\"",
                remedy.toString());
    }

    private List<Problem> semanticProblems(JsonNode content) {
        ObjectNode policy = Defaults.apply(content);
        List<Problem> problems = new ArrayList<>(PolicyValidator.validate(policy));
        if (problems.isEmpty()) {
            problems.addAll(TrustCheck.check(policy, companions));
        }
        return problems;
    }

    private void deliver(ObjectNode policy) {
        List<JsonNode> rules = Autogen.rules(policy).stream()
                .filter(rule -> !rule.path("verifyImages").isEmpty())
                .toList();
        for (int i = 0; i < policy.at("/spec/rules").size(); i++) {
            if (policy.at("/spec/rules").get(i).path("verifyImages").isEmpty()) {
                report(document.warning(
                        "rule-not-about-images",
                        JsonPointer.compile("/spec/rules/" + i),
                        "the rule has no verifyImages; the gate judges images only and leaves it to the cluster",
                        "Nothing, if that is meant"));
            }
        }
        if (rules.isEmpty()) {
            return;
        }
        loaded.policy(new ClusterPolicy(
                policy, rules, companions, document.file(), document.start().line()));
    }

    void exception() {
        List<Problem> problems = new ArrayList<>(SchemaCheck.check(document.content(), ClusterPolicySchema.EXCEPTION));
        JsonNode match = document.content().at("/spec/match");
        if (problems.isEmpty()
                && match.path("any").isEmpty()
                && match.path("all").isEmpty()
                && match.isEmpty()) {
            problems.add(Problem.invalid(
                    JsonPointer.compile("/spec/match"), "match cannot be empty", "Say what is excepted"));
        }
        for (Problem problem : problems) {
            report(document.error(problem.code(), problem.at(), problem.message(), problem.remedy()));
        }
        if (Variables.isVariable(match.toString())) {
            report(document.error(
                    ReasonCode.POLICY_INVALID,
                    JsonPointer.compile("/spec/match"),
                    "variables are not allowed in match",
                    "Use conditions"));
        }
    }

    private void report(Diagnostic diagnostic) {
        loaded.diagnostic(diagnostic);
    }
}
