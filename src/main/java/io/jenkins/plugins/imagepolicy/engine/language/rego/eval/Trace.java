package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.List;

/** Watches an evaluation, for explanations. */
public interface Trace {
    /** The expression at {@code index} of the body is tried; {@code operands} sees what it would. */
    void enter(Definition definition, int index, Expr expression, Operands operands);

    /** All expressions of the body held at once. */
    void solved(Definition definition, Value result);

    /** The values that an expression's references have where it stands. */
    interface Operands {
        List<Operand> values();
    }

    /** A reference or name as written, and its value or null. */
    record Operand(String text, Value value) {}
}
