package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term.Comprehension;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.List;

/** The language that rules are rewritten to: no nested calls, every name resolved. */
final class Core {
    private Core() {}

    sealed interface Term {}

    record Constant(Value value) implements Term {}

    record Name(Variable variable) implements Term {}

    enum Root {
        INPUT,
        DATA,
        VARIABLE
    }

    /** A path below the input, the data or a variable. */
    record Reference(Root root, Variable head, List<Term> path, Location at) implements Term {}

    record Array(List<Term> elements) implements Term {}

    record SetOf(List<Term> elements) implements Term {}

    record ObjectOf(List<Term> keys, List<Term> values) implements Term {}

    /** A comprehension; its body is one closure deeper than what is around. */
    record Closure(Comprehension.Kind kind, Term key, Term head, Body body) implements Term {}

    /** A body: its expressions are put in a safe order by {@link Safety}. */
    static final class Body {
        final int depth;
        List<Statement> statements;

        Body(int depth, List<Statement> statements) {
            this.depth = depth;
            this.statements = statements;
        }
    }

    /** What a statement says. */
    sealed interface Action {}

    /** Holds unless the term is false or undefined. */
    record Truth(Term term) implements Action {}

    record Unify(Term left, Term right) implements Action {}

    /** A call; {@code result} is what the value is unified with, or null where it must be true. */
    record Call(Callee callee, List<Term> args, Term result) implements Action {}

    record Every(Variable key, Variable value, Term domain, Body body) implements Action {}

    /** A {@code print}, which neither binds nor fails. */
    record Print(List<Term> args) implements Action {}

    /** What is called: a built-in or a function of the policy. */
    record Callee(String builtin, RuleGroup function) {}

    /** {@code target} is null for a reference, else the function replaced. */
    record With(boolean ofInput, List<Value> path, Callee target, Term value, Callee by, Location at) {}

    /** @param main false for what was taken out of the expression and runs before it */
    record Statement(boolean negated, Action action, List<With> withs, Location at, Expr source, boolean main) {}
}
