package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** Runs the bounds and validators of a node on its value. */
final class Checks {
    private final Evaluation evaluation;
    private int invalidExpressions;

    Checks(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** How many values were compared with what is no regular expression. */
    int invalidExpressions() {
        return invalidExpressions;
    }

    void bounds(Node node) {
        check(node, node.restrictions.lower, node.restrictions.lowerAt);
        check(node, node.restrictions.upper, node.restrictions.upperAt);
    }

    private void check(Node node, Constraint.Bound bound, int at) {
        if (bound != null) {
            add(node, bound(bound, node.scalar, at), node.scalar);
        }
    }

    /** Runs the other checks when the value is concrete. */
    void run(Node node) {
        boolean composite = node.isList || node.isStructNow();
        if (node.scalar == null && !composite) {
            return;
        }
        for (Restrictions.Check check : node.restrictions.checks) {
            Bottom failure;
            if (check.bound() != null) {
                failure = node.scalar == null ? compositeBound(check) : bound(check.bound(), node.scalar, check.at());
            } else {
                failure = validator(check.validator(), node.scalar, node);
            }
            add(node, failure, node.scalar);
        }
    }

    /** A struct or list differs from null, the only thing that it may be compared with here. */
    private static Bottom compositeBound(Restrictions.Check check) {
        return check.bound().operand() instanceof Data.NullData
                ? null
                : Bottom.error("invalid operands to '" + check.bound().operator() + "'", check.at());
    }

    private static void add(Node node, Bottom failure, Data seen) {
        if (failure != null) {
            node.addError(
                    failure.code == Bottom.Code.EVALUATION
                            ? Bottom.error(failure.message, failure.at, node, failure.at >= 0 ? seen : failure.seen)
                            : failure);
        }
    }

    /** Null when the value is within the bound. */
    Bottom bound(Constraint.Bound bound, Data value, int at) {
        Value result = Operators.apply(bound.operator(), value, (Data) bound.operand(), at, evaluation.regexes);
        if (result instanceof Bottom bottom) {
            invalidExpressions += bottom.message.startsWith("invalid regexp") ? 1 : 0;
            return bottom;
        }
        return ((Data.BoolData) result).value()
                ? null
                : Bottom.error("invalid value " + Text.of(value) + " (out of bound " + Text.of(bound) + ")", at);
    }

    /** Null when the validator holds for the scalar, or for the structure of the node. */
    Bottom validator(Validator validator, Data scalar, Node node) {
        Value result = evaluation.calls.validate(validator, scalar, node);
        if (result instanceof Data.BoolData bool && bool.value()) {
            return null;
        }
        StringBuilder name = new StringBuilder(validator.qualifiedName());
        Text.arguments(validator, name);
        String message =
                "invalid value " + Text.of(scalar != null ? scalar : node) + " (does not satisfy " + name + ")";
        if (result instanceof Bottom bottom) {
            if (bottom.isIncomplete()) {
                return bottom;
            }
            message += bottom.message.isEmpty() ? "" : ": " + bottom.message;
        }
        return Bottom.error(message, validator.at());
    }
}
