package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.List;
import java.util.Set;

/**
 * A bound expression. A reference counts the enclosing scopes to go up: every struct, list and comprehension variable is one.
 * {@code at} is an offset into the text.
 */
public sealed interface Expr extends Value {
    int at();

    @Override
    default int kind() {
        throw new IllegalStateException("an expression has no kind before it is evaluated");
    }

    /** Resolves to a node rather than to a value of its own. */
    sealed interface Reference extends Expr {}

    /** A value known at compile time. */
    record Literal(Value value, int at) implements Expr {}

    /** {@code _|_} in source. */
    record BottomLiteral(int at) implements Expr {}

    record FieldReference(int up, Label label, int at) implements Reference {}

    /** A {@code let} of an enclosing scope. */
    record LetReference(int up, Label label, int at) implements Reference {}

    /** The alias of a field's value. */
    record ValueReference(int up, int at) implements Reference {}

    /** The alias of a computed field. */
    record ComputedReference(int up, Expr key, int at) implements Reference {}

    /** The label that a pattern matched. */
    record LabelReference(int up, int at) implements Expr {}

    record Selector(Expr from, Label label, int at) implements Reference {}

    record Index(Expr from, Expr index, int at) implements Reference {}

    record Slice(Expr from, Expr low, Expr high, int at) implements Expr {}

    /** Texts and values in turn, beginning with a text. */
    record Interpolation(List<byte[]> texts, List<Expr> values, boolean bytes, int at) implements Expr {}

    record Unary(Operator operator, Expr operand, int at) implements Expr {}

    record Binary(Operator operator, Expr left, Expr right, int at) implements Expr {}

    record Bound(Operator operator, Expr operand, int at) implements Expr {}

    record Call(Expr function, List<Expr> arguments, int at) implements Expr {}

    /** A function of a package, e.g. {@code strings.MinRunes}, or a predeclared one, whose package is empty. */
    record Function(String pkg, String name, int at) implements Expr {}

    record Disjunction(List<Disjunct> disjuncts, boolean hasDefaults, int at) implements Expr {}

    record Disjunct(Expr value, boolean isDefault) {}

    /** An element of a list: an expression or, then {@code clauses} is not empty, a comprehension. */
    record Element(List<Clause> clauses, Expr value) {}

    /** {@code rest} is null for a closed list. */
    record ListLit(List<Element> elements, Expr rest, boolean comprehends, int at) implements Expr {}

    /** {@code embeds}: holds an embedding or a comprehension; {@code open}: holds {@code ...}. */
    record Struct(List<Decl> decls, boolean embeds, boolean open, boolean file, int at) implements Expr {}

    /** An element of a struct. */
    sealed interface Decl {}

    record Field(Label label, FieldType type, Expr value, int at) implements Decl {}

    record LetField(Label label, Expr value, int at) implements Decl {}

    record ComputedField(Expr key, FieldType type, Expr value, int at) implements Decl {}

    /** {@code named}: its value may refer to the label that the pattern matches. */
    record PatternField(Expr pattern, Expr value, boolean named, int at) implements Decl {}

    record Embedding(Expr value) implements Decl {}

    /** {@code labels}: the fields it may add, or null when it may add any. */
    record Comprehension(List<Clause> clauses, Struct value, Set<Label> labels, int at) implements Decl {}

    /** A clause of a comprehension. */
    sealed interface Clause {}

    record ForClause(Label key, Label value, Expr source, int at) implements Clause {}

    record IfClause(Expr condition, int at) implements Clause {}

    record LetClause(Label label, Expr value, int at) implements Clause {}
}
