package io.jenkins.plugins.imagepolicy.cli.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.types.SimpleType;
import io.jenkins.plugins.imagepolicy.cli.eval.Evaluation.Outcome;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelEnvironment;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelException;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelValues;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
    },
    /** The input is the variable {@code input}, and so is each of its fields by its own name. */
    CEL {
        @Override
        Evaluation run(String name, String policy, String input, Instant now) {
            CelEnvironment.Compiled compiled;
            Map<String, Object> variables = new LinkedHashMap<>();
            try {
                JsonNode json = new ObjectMapper().readTree(input);
                variables.put("input", CelValues.of(json));
                json.properties().stream()
                        .filter(field -> IDENTIFIER.matcher(field.getKey()).matches())
                        .forEach(field -> variables.putIfAbsent(field.getKey(), CelValues.of(field.getValue())));
                CelEnvironment.Builder environment = CelEnvironment.builder();
                variables.keySet().forEach(variable -> environment.variable(variable, SimpleType.DYN));
                compiled = environment.build().compile(policy.strip());
            } catch (CelException e) {
                return new Evaluation(Outcome.INVALID, place(name, e) + e.getMessage(), "", "");
            } catch (JsonProcessingException e) {
                return new Evaluation(Outcome.FAILED, "The input is no JSON", "", "");
            }
            try {
                Object result = compiled.evaluate(variables);
                if (!(result instanceof Boolean)) {
                    return new Evaluation(Outcome.INVALID, "The expression gives no boolean", "", "");
                }
                return Boolean.TRUE.equals(result)
                        ? new Evaluation(Outcome.COMPLIANT, "", "", "")
                        : new Evaluation(Outcome.NOT_COMPLIANT, "The expression is false", "", "");
            } catch (CelException e) {
                return new Evaluation(Outcome.FAILED, e.getMessage(), "", "");
            }
        }

        private String place(String name, CelException e) {
            return e.line() > 0 ? name + ":" + e.line() + ":" + e.column() + ": " : "";
        }
    };

    private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

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
