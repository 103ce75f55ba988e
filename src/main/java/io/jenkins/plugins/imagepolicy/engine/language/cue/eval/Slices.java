package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.Arrays;
import java.util.List;

/** Parts of lists. */
final class Slices {
    private final Evaluation evaluation;

    Slices(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Value evaluate(Expr.Slice slice, Env env, Node self) {
        Value value = evaluation.values.of(evaluation.expressions.evaluate(slice.from(), env, self));
        if (value instanceof Bottom) {
            return value;
        }
        if (value instanceof Data.ListData) {
            value = evaluation.inline(null, value, self);
            evaluation.knowledge.attempt((Node) value);
        }
        if (value instanceof Data.BytesData bytes) {
            return slice(bytes.value(), slice, env, self);
        }
        if (!(value instanceof Node node) || !node.isList) {
            return !value.isConcrete() && (value.kind() & Kind.LIST) != 0
                    ? Bottom.incomplete("non-concrete slice subject", slice.at())
                    : Bottom.error(
                            "cannot slice " + Text.of(value) + " (type " + Kind.name(value.kind()) + ")", slice.at());
        }
        Value known = evaluation.values.fields(node);
        if (known instanceof Bottom) {
            return known;
        }
        List<Node> elements = node.arcs.elements();
        Value low = position(slice.low(), 0, env, self, slice.at());
        Value high = position(slice.high(), elements.size(), env, self, slice.at());
        if (low instanceof Bottom) {
            return low;
        }
        if (high instanceof Bottom) {
            return high;
        }
        int from = ((Data.NumberData) low).value().intValue();
        int to = ((Data.NumberData) high).value().intValue();
        if (to > elements.size()) {
            return Bottom.error("index " + to + " out of range", slice.at());
        }
        if (from > to) {
            return Bottom.error("invalid slice index: " + from + " > " + to, slice.at());
        }
        return evaluation.inline(null, new Structures.ListOf(elements.subList(from, to)), self);
    }

    private Value slice(byte[] bytes, Expr.Slice slice, Env env, Node self) {
        Value low = position(slice.low(), 0, env, self, slice.at());
        Value high = position(slice.high(), bytes.length, env, self, slice.at());
        if (low instanceof Bottom || high instanceof Bottom) {
            return low instanceof Bottom ? low : high;
        }
        int from = ((Data.NumberData) low).value().intValue();
        int to = ((Data.NumberData) high).value().intValue();
        if (to > bytes.length) {
            return Bottom.error("index " + to + " out of range", slice.at());
        }
        return from > to
                ? Bottom.error("invalid slice index: " + from + " > " + to, slice.at())
                : new Data.BytesData(Arrays.copyOfRange(bytes, from, to));
    }

    private Value position(Expr expr, int otherwise, Env env, Node self, int at) {
        if (expr == null) {
            return Data.NumberData.of(otherwise);
        }
        Value value = evaluation.values.of(evaluation.expressions.evaluate(expr, env, self));
        if (value instanceof Bottom) {
            return value;
        }
        if (value instanceof Data.NumberData number && number.integer()) {
            if (number.value().signum() < 0 || number.value().precision() > 9) {
                return Bottom.error("slice index " + Text.of(value) + " out of range", at);
            }
            return value;
        }
        return !value.isConcrete() && (value.kind() & Kind.INT) != 0
                ? Bottom.incomplete("incomplete int in slice index", at)
                : Bottom.error("cannot use " + Text.of(value) + " as type int in slice index", at);
    }
}
