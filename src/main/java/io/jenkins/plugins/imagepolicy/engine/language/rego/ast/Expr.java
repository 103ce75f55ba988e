package io.jenkins.plugins.imagepolicy.engine.language.rego.ast;

import java.util.List;

/** An expression of a body. {@code end} is the offset behind it. */
public record Expr(boolean negated, Literal literal, List<With> withs, Location at, int end) {

    /** The text as written. */
    public String text() {
        return at.source().slice(at.offset(), end).strip();
    }

    /** {@code with target as value}. */
    public record With(Term target, Term value, Location at) {}

    /** What an expression says. */
    public sealed interface Literal {}

    /** A term that must be neither false nor undefined. */
    public record TermLiteral(Term term) implements Literal {}

    /** {@code left = right} or, declaring, {@code left := right}. */
    public record Unification(boolean declares, Term left, Term right) implements Literal {}

    /** {@code some x, y}. */
    public record SomeNames(List<Term.Variable> names) implements Literal {}

    /** {@code some key, value in domain}; {@code key} may be null. */
    public record SomeIn(Term key, Term value, Term domain) implements Literal {}

    /** {@code every key, value in domain { body }}; {@code key} may be null. */
    public record Every(Term.Variable key, Term.Variable value, Term domain, List<Expr> body) implements Literal {}
}
