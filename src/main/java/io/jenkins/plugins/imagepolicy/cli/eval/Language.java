package io.jenkins.plugins.imagepolicy.cli.eval;

import io.jenkins.plugins.imagepolicy.cli.eval.Evaluation.Outcome;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueCompiler;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueConflict;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueException;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueExplanation;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueInput;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueLimits;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueOptions;
import io.jenkins.plugins.imagepolicy.engine.language.cue.CueVerdict;
import io.jenkins.plugins.imagepolicy.engine.language.rego.Compliance;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoEnvironment;
import io.jenkins.plugins.imagepolicy.engine.language.rego.RegoEval;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages that policies are written in. */
public enum Language {
    REGO {
        @Override
        Evaluation run(String name, String policy, String input, Instant now) {
            Compliance compliance = RegoEval.evaluate(name, policy, input, RegoEnvironment.at(now));
            Outcome outcome =
                    switch (compliance.verdict()) {
                        case COMPLIANT -> Outcome.COMPLIANT;
                        case NOT_COMPLIANT -> Outcome.NOT_COMPLIANT;
                        case INVALID_POLICY, UNSUPPORTED -> Outcome.INVALID;
                        case EVALUATION_ERROR, LIMIT_REACHED -> Outcome.FAILED;
                    };
            return new Evaluation(
                    outcome,
                    compliance.error().orElse(""),
                    compliance.warning().orElse(""),
                    compliance.explanation().text());
        }
    },
    CUE {
        @Override
        Evaluation run(String name, String policy, String input, Instant now) {
            try {
                CueVerdict verdict = CueCompiler.compile(name, policy, CueOptions.defaults())
                        .validate(CueInput.ofJson(input), CueLimits.defaults());
                String explanation = CueExplanation.of(name, verdict).text();
                if (verdict instanceof CueVerdict.Compliant) {
                    return new Evaluation(Outcome.COMPLIANT, "", "", explanation);
                }
                if (verdict instanceof CueVerdict.Conflict conflict) {
                    return new Evaluation(Outcome.NOT_COMPLIANT, text(conflict.conflicts()), "", explanation);
                }
                return failed(((CueVerdict.Failed) verdict).cause(), explanation);
            } catch (CueException e) {
                return failed(e, "");
            }
        }

        private String text(List<CueConflict> conflicts) {
            String more = conflicts.size() == 1 ? "" : " (and " + (conflicts.size() - 1) + " more errors)";
            return "failed to evaluate the policy with error: "
                    + conflicts.get(0).text() + more;
        }

        private Evaluation failed(CueException e, String explanation) {
            Outcome outcome =
                    switch (e.kind()) {
                        case INVALID_POLICY, UNSUPPORTED -> Outcome.INVALID;
                        default -> Outcome.FAILED;
                    };
            String place = e.line() == 0 ? "" : " (" + e.file() + ":" + e.line() + ":" + e.column() + ")";
            return new Evaluation(outcome, e.kind() + ": " + e.getMessage() + place, "", explanation);
        }
    };

    abstract Evaluation run(String name, String policy, String input, Instant now);

    /**
     * Evaluates one text. Never throws: what cannot be judged is not compliant.
     *
     * @param name of the text, for messages
     * @param input JSON, taken as written
     * @param now the time that the text sees
     */
    public Evaluation evaluate(String name, String policy, String input, Instant now) {
        try {
            return run(name, policy, input, now);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError defect) {
            return new Evaluation(
                    Outcome.FAILED,
                    "The text could not be evaluated: " + defect.getClass().getSimpleName() + ": "
                            + defect.getMessage(),
                    "",
                    "");
        }
    }

    /** As options name it: {@code rego}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Language> named(String label) {
        return List.of(values()).stream().filter(l -> l.label().equals(label)).findFirst();
    }
}
