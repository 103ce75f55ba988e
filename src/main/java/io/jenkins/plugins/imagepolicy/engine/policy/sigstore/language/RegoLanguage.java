package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.language.rego.Compliance;
import io.jenkins.plugins.imagepolicy.engine.language.rego.Explanation;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoCompiler;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoCompliance;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoEnvironment;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoException;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoInput;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoOptions;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoPolicy;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import java.time.Instant;
import java.util.Optional;

/** Rego in version 0 syntax: {@code isCompliant} of package {@code sigstore} (source: cosign pkg/cosign/rego). */
final class RegoLanguage implements PolicyLanguage {
    @Override
    public CompiledPolicy compile(String name, String text) throws PolicyTextException {
        try {
            RegoPolicy policy = RegoCompiler.compile(name, text, RegoOptions.V0);
            return (input, now) -> judge(policy, input, now);
        } catch (RegoException e) {
            boolean unsupported = e.kind() == FaultKind.UNSUPPORTED;
            throw new PolicyTextException(
                    unsupported ? ReasonCode.UNSUPPORTED : ReasonCode.POLICY_INVALID,
                    unsupported ? e.getMessage() : "1 error occurred: " + e.getMessage(),
                    e.line(),
                    e.column(),
                    unsupported
                            ? "Write the policy without it: it reaches neither network nor disk"
                            : "Mend the Rego; it is read in version 0 syntax unless it says import rego.v1");
        }
    }

    private static Judgement judge(RegoPolicy policy, JsonNode input, Instant now) {
        Compliance compliance;
        try {
            compliance = RegoCompliance.evaluate(policy, RegoInput.of(input), RegoEnvironment.at(now));
        } catch (RegoException e) {
            return Judgement.refuses(ReasonCode.POLICY_INVALID, e.getMessage(), Optional.empty());
        }
        String warning = compliance.warning().orElse("");
        if (compliance.compliant()) {
            return Judgement.complies(warning, Optional.empty());
        }
        ReasonCode code =
                switch (compliance.verdict()) {
                    case COMPLIANT, NOT_COMPLIANT -> ReasonCode.POLICY_REJECTED;
                    case INVALID_POLICY, EVALUATION_ERROR -> ReasonCode.POLICY_INVALID;
                    case UNSUPPORTED -> ReasonCode.UNSUPPORTED;
                    case LIMIT_REACHED -> ReasonCode.TIMEOUT;
                };
        String error = compliance.error().orElse("the policy is not compliant");
        return Judgement.refuses(code, error, Optional.of(trace(compliance.explanation())));
    }

    private static JsonNode trace(Explanation explanation) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        for (Explanation.Step step : explanation.steps()) {
            ObjectNode entry = steps.addObject()
                    .put("rule", step.rule())
                    .put("line", step.line())
                    .put("held", step.held());
            if (!step.expression().isEmpty()) {
                entry.put("expression", step.expression())
                        .put("expressionLine", step.expressionLine())
                        .put("undefined", step.undefined());
            }
            ObjectNode seen = entry.putObject("seen");
            step.seen().forEach(s -> seen.put(s.reference(), s.value()));
        }
        return steps;
    }
}
