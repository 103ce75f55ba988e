package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.List;

/** A term: what may stand where a value is wanted. */
public sealed interface Term {
    Location at();

    /** A constant. */
    record Scalar(Value value, Location at) implements Term {}

    /** A name; wildcards have a unique name that starts with {@code $}. */
    record Variable(String name, Location at) implements Term {
        public boolean isWildcard() {
            return name.startsWith("$");
        }
    }

    /** {@code head.a["b"][c]}. */
    record Ref(Term head, List<Term> path, Location at) implements Term {}

    record ArrayLiteral(List<Term> elements, Location at) implements Term {}

    record SetLiteral(List<Term> elements, Location at) implements Term {}

    record ObjectLiteral(List<Entry> entries, Location at) implements Term {}

    record Entry(Term key, Term value) {}

    /** {@code [head | body]}, {@code {head | body}} or {@code {key: head | body}}. */
    record Comprehension(Kind kind, Term key, Term head, List<Expr> body, Location at) implements Term {
        public enum Kind {
            ARRAY,
            SET,
            OBJECT
        }
    }

    /** {@code operator(args)}; infix operators are calls of their built-in. */
    record Call(Term operator, List<Term> args, Location at) implements Term {}

    /** A template string: constant parts and expressions in turn. */
    record Template(List<Part> parts, Location at) implements Term {}

    /** Either a constant or an expression. */
    record Part(Value constant, Expr expression) {}
}
