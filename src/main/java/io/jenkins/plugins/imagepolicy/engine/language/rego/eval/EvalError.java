package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.FaultKind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;

/** Makes the errors of evaluation. */
public final class EvalError {
    public static final String CONFLICT = "eval_conflict_error";
    public static final String BUILTIN = "eval_builtin_error";
    public static final String TYPE = "eval_type_error";
    public static final String INTERNAL = "eval_internal_error";
    public static final String CANCELLED = "eval_cancel_error";

    private EvalError() {}

    public static RegoError conflict(String message, Location at) {
        return new RegoError(FaultKind.EVALUATION, CONFLICT, message, at);
    }

    public static RegoError limit(String message) {
        return new RegoError(FaultKind.LIMIT, CANCELLED, message, null);
    }
}
