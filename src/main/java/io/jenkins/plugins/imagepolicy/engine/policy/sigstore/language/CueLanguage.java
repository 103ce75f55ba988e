package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueCompiler;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueConflict;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueException;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueExplanation;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueInput;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueLimits;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueOptions;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CuePolicy;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueVerdict;
import java.util.Optional;
import java.util.stream.Collectors;

/** CUE: the policy is unified with the input and must not conflict (source: cosign pkg/cosign/cue). */
final class CueLanguage implements PolicyLanguage {
    private static final String EVALUATION = "failed to evaluate the policy with error: ";

    @Override
    public CompiledPolicy compile(String name, String text) throws PolicyTextException {
        try {
            CuePolicy policy = CueCompiler.compile(name, text, CueOptions.defaults());
            return (input, now) -> judge(name, policy, input);
        } catch (CueException e) {
            throw new PolicyTextException(
                    code(e.kind()),
                    "failed to compile the cue policy with error: " + e.getMessage(),
                    e.line(),
                    e.column(),
                    e.remedy());
        }
    }

    private static Judgement judge(String name, CuePolicy policy, JsonNode input) {
        CueInput data;
        try {
            data = CueInput.of(input);
        } catch (CueException e) {
            return Judgement.refuses(
                    code(e.kind()),
                    "failed to compile the attestation data with error: " + e.getMessage(),
                    Optional.empty());
        }
        CueVerdict verdict = policy.validate(data, CueLimits.defaults());
        if (verdict instanceof CueVerdict.Compliant) {
            return Judgement.complies("", Optional.empty());
        }
        Optional<JsonNode> explanation =
                Optional.of(CueExplanation.of(name, verdict).json());
        if (verdict instanceof CueVerdict.Conflict conflict) {
            String conflicts = conflict.conflicts().stream()
                    .map(CueConflict::text)
                    .distinct()
                    .collect(Collectors.joining("\n"));
            return Judgement.refuses(ReasonCode.POLICY_REJECTED, EVALUATION + conflicts, explanation);
        }
        CueException cause = ((CueVerdict.Failed) verdict).cause();
        return Judgement.refuses(code(cause.kind()), EVALUATION + cause.getMessage(), explanation);
    }

    private static ReasonCode code(CueException.Kind kind) {
        return switch (kind) {
            case INVALID_POLICY, EVALUATION -> ReasonCode.POLICY_INVALID;
            case UNSUPPORTED -> ReasonCode.UNSUPPORTED;
            case LIMIT -> ReasonCode.TIMEOUT;
        };
    }
}
