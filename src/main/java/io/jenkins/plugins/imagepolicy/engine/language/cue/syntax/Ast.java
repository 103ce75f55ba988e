package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.util.List;

/** The syntax tree of a CUE file. {@code at} is the offset of the node in the text. */
public final class Ast {
    private Ast() {}

    /** A whole text. */
    public record File(List<Import> imports, List<Decl> decls) {}

    /** {@code import name "path"}; name is null when the path gives it. */
    public record Import(String name, String path, int at) {}

    /** An element of a struct. */
    public sealed interface Decl permits Field, Let, Embed, Comprehension, Ellipsis {
        int at();
    }

    /** How a field's label is written. */
    public sealed interface Label permits NameLabel, TextLabel, ComputedLabel, PatternLabel {}

    /** An identifier. */
    public record NameLabel(String name) implements Label {}

    /** A quoted label. */
    public record TextLabel(String text) implements Label {}

    /** {@code (expr)} or an interpolation. */
    public record ComputedLabel(Expr key) implements Label {}

    /** {@code [alias=expr]}. */
    public record PatternLabel(String alias, Expr pattern) implements Label {}

    /** The mark between label and colon. */
    public enum Mark {
        REGULAR,
        OPTIONAL,
        REQUIRED
    }

    /** {@code alias=label?: valueAlias=value}. */
    public record Field(String alias, Label label, Mark mark, String valueAlias, Expr value, int at) implements Decl {}

    /** {@code let name = value}. */
    public record Let(String name, Expr value, int at) implements Decl {}

    /** An embedded expression. */
    public record Embed(Expr value, int at) implements Decl {}

    /** {@code for ... if ... {}}, in a struct or a list. */
    public record Comprehension(List<Clause> clauses, Struct value, int at) implements Decl, Element {}

    /** {@code ...} in a struct. */
    public record Ellipsis(int at) implements Decl {}

    /** A clause of a comprehension. */
    public sealed interface Clause permits ForClause, IfClause, LetClause {}

    /** {@code for key, value in source}; key may be null. */
    public record ForClause(String key, String value, Expr source, int at) implements Clause {}

    /** {@code if condition}. */
    public record IfClause(Expr condition, int at) implements Clause {}

    /** {@code let name = value} between clauses. */
    public record LetClause(String name, Expr value, int at) implements Clause {}

    /** An element of a list. */
    public sealed interface Element permits Expr, Comprehension {
        int at();
    }

    /** An expression. */
    public sealed interface Expr extends Element
            permits Name,
                    Null,
                    Bool,
                    Num,
                    Text,
                    Bottom,
                    Interpolation,
                    Struct,
                    ListLit,
                    Selector,
                    Index,
                    Slice,
                    Call,
                    Unary,
                    Binary,
                    Paren,
                    Aliased {}

    public record Name(String name, int at) implements Expr {}

    public record Null(int at) implements Expr {}

    public record Bool(boolean value, int at) implements Expr {}

    /** A number as written. */
    public record Num(String literal, int at) implements Expr {}

    /** A string, or bytes, as UTF-8. */
    public record Text(byte[] value, boolean bytes, int at) implements Expr {}

    public record Bottom(int at) implements Expr {}

    /** Texts and expressions in turn; there is one text more than there are expressions. */
    public record Interpolation(List<byte[]> texts, List<Expr> values, boolean bytes, int at) implements Expr {}

    public record Struct(List<Decl> decls, int at) implements Expr {}

    /** {@code open} tells whether the list ends in {@code ...}, with an optional type. */
    public record ListLit(List<Element> elements, boolean open, Expr rest, int at) implements Expr {}

    public record Selector(Expr from, String name, boolean quoted, int at) implements Expr {}

    public record Index(Expr from, Expr index, int at) implements Expr {}

    public record Slice(Expr from, Expr low, Expr high, int at) implements Expr {}

    public record Call(Expr function, List<Expr> arguments, int at) implements Expr {}

    public record Unary(Operator operator, Expr operand, int at) implements Expr {}

    public record Binary(Operator operator, Expr left, Expr right, int at) implements Expr {}

    public record Paren(Expr inner, int at) implements Expr {}

    /** {@code name=expr}: legal only as a pattern label; the parser refuses it elsewhere. */
    public record Aliased(String name, Expr inner, int at) implements Expr {}
}
