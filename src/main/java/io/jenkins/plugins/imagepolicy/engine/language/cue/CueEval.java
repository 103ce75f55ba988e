package io.jenkins.plugins.imagepolicy.engine.language.cue;

import java.util.List;

/** One text against one JSON input, with policy-controller's error texts. */
public final class CueEval {
    private CueEval() {}

    /** {@code error} is empty when compliant. */
    public record Result(boolean compliant, String error) {}

    /** Never throws: whatever cannot be judged is not compliant. */
    public static Result evaluate(String policy, String inputJson) {
        CuePolicy compiled;
        try {
            compiled = CueCompiler.compile("policy.cue", policy, CueOptions.defaults());
        } catch (CueException e) {
            return failed("failed to compile the cue policy with error: " + describe(e));
        }
        CueInput input;
        try {
            input = CueInput.ofJson(inputJson);
        } catch (CueException e) {
            return failed("failed to compile the attestation data with error: " + e.getMessage());
        }
        CueVerdict verdict = compiled.validate(input, CueLimits.defaults());
        if (verdict instanceof CueVerdict.Compliant) {
            return new Result(true, "");
        }
        if (verdict instanceof CueVerdict.Conflict conflict) {
            return failed("failed to evaluate the policy with error: " + describe(conflict.conflicts()));
        }
        return failed("failed to evaluate the policy with error: " + describe(((CueVerdict.Failed) verdict).cause()));
    }

    private static Result failed(String error) {
        return new Result(false, error);
    }

    private static String describe(CueException e) {
        String kind = e.kind() == CueException.Kind.INVALID_POLICY ? "" : e.kind() + ": ";
        String where = e.line() == 0 ? "" : " (" + e.file() + ":" + e.line() + ":" + e.column() + ")";
        return kind + e.getMessage() + where;
    }

    private static String describe(List<CueConflict> conflicts) {
        String more = conflicts.size() == 1 ? "" : " (and " + (conflicts.size() - 1) + " more errors)";
        return conflicts.get(0).text() + more;
    }
}
