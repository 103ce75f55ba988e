package io.jenkins.plugins.imagepolicy.engine.language.cue.value;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import java.util.List;

/** Values that stand for a set of data. */
public sealed interface Constraint extends Value {
    @Override
    default boolean isConcrete() {
        return false;
    }

    /** A type, or {@code _} when the mask is {@link Kind#TOP}. */
    record TypeOf(int kind) implements Constraint {}

    /** {@code >=3}, {@code !="x"}, {@code =~"re"}; the operand is data. */
    record Bound(Operator operator, Value operand) implements Constraint {
        @Override
        public int kind() {
            int kind = operand.kind();
            if ((kind & Kind.NUMBER) != 0) {
                return Kind.NUMBER;
            }
            return kind == Kind.NULL && operator == Operator.NOT_EQUAL ? Kind.TOP & ~Kind.NULL : kind;
        }
    }

    /** All of several values, e.g. {@code int8}. */
    record AllOf(List<Value> values) implements Constraint {
        @Override
        public int kind() {
            int kind = Kind.TOP;
            for (Value value : values) {
                kind &= value.kind();
            }
            return kind;
        }
    }
}
