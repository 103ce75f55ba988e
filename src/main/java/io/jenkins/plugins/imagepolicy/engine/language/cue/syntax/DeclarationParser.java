package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads what stands between the braces of a struct or makes up a file: fields, embeddings, lets and comprehensions. */
final class DeclarationParser {
    private final Grammar grammar;
    private final Cursor cursor;

    DeclarationParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Ast.Struct struct() {
        int at = cursor.at();
        cursor.enter(at);
        cursor.next();
        List<Ast.Decl> decls = decls(TokenType.RBRACE, "struct");
        cursor.expect(TokenType.RBRACE);
        cursor.leave();
        return new Ast.Struct(decls, at);
    }

    /** Declarations up to, and without, the closing token. */
    List<Ast.Decl> decls(TokenType close, String where) {
        List<Ast.Decl> decls = new ArrayList<>();
        while (cursor.type() != close) {
            if (cursor.type() == TokenType.EOF) {
                throw cursor.expected("'" + close.text() + "'");
            }
            if (cursor.type() == TokenType.ATTRIBUTE) {
                refuseExtern(where);
                cursor.next();
            } else {
                decls.add(decl());
            }
            endOfElement(close, where);
        }
        return List.copyOf(decls);
    }

    /** It makes CUE look for another interpreter, of which there is none, or stands where CUE does not allow it. */
    void refuseExtern(String where) {
        if (where.equals("file") && cursor.lexeme().matches("@extern\\b.*")) {
            throw CueFault.invalid(cursor.at(), "extern attribute without an interpreter");
        }
    }

    void endOfElement(TokenType close, String where) {
        if (cursor.type() == TokenType.COMMA) {
            cursor.next();
        } else if (cursor.type() != close) {
            throw CueFault.invalid(
                    cursor.at(), "missing ',' in " + (where.equals("file") ? "struct" : where) + " literal");
        }
    }

    private Ast.Decl decl() {
        int at = cursor.at();
        if (cursor.type() == TokenType.ELLIPSIS) {
            cursor.next();
            if (cursor.startsOperand()) {
                throw CueFault.invalid(cursor.at(), "missing ',' in struct literal");
            }
            return new Ast.Ellipsis(at);
        }
        if (cursor.isKeyword("let") && !cursor.isLabelAhead()) {
            return let(at);
        }
        if (cursor.isClauseKeyword() && !cursor.isLabelAhead()) {
            return grammar.comprehensions.comprehension(at);
        }
        return fieldOrEmbedding(at);
    }

    private Ast.Let let(int at) {
        cursor.next();
        String name = cursor.identifier();
        cursor.expect(TokenType.BIND);
        return new Ast.Let(name, grammar.expressions.expression(), at);
    }

    private Ast.Decl fieldOrEmbedding(int at) {
        cursor.enter(at);
        String alias = cursor.aliasAhead();
        Ast.Expr expr = grammar.labels.labelOrExpression();
        boolean reserved = expr instanceof Ast.Name name && name.name().startsWith("__");
        if (reserved || (alias != null && alias.startsWith("__"))) {
            throw CueFault.invalid(at, "identifiers starting with '__' are reserved");
        }
        Ast.Mark mark = grammar.labels.markAhead();
        if (mark == null) {
            if (alias != null) {
                throw CueFault.invalid(at, "an alias is not allowed here: old-style alias no longer supported");
            }
            cursor.leave();
            return new Ast.Embed(ExpressionParser.plain(expr), at);
        }
        if (expr instanceof Ast.Name name && name.name().equals("_")) {
            throw CueFault.invalid(at, "cannot use _ as label");
        }
        Ast.Field field = field(alias, LabelParser.label(expr), mark, at);
        while (cursor.type() == TokenType.ATTRIBUTE) {
            cursor.next();
        }
        cursor.leave();
        return field;
    }

    /** After the label and its mark: the value, which may again be a field. */
    private Ast.Field field(String alias, Ast.Label label, Ast.Mark mark, int at) {
        cursor.expect(TokenType.COLON);
        int valueAt = cursor.at();
        cursor.enter(valueAt);
        String valueAlias = cursor.aliasAhead();
        Ast.Expr value = grammar.labels.labelOrExpression();
        Ast.Mark innerMark = grammar.labels.markAhead();
        if (innerMark != null) {
            if (value instanceof Ast.Name name && name.name().equals("_")) {
                throw CueFault.invalid(valueAt, "cannot use _ as label");
            }
            Ast.Field inner = field(valueAlias, LabelParser.label(value), innerMark, valueAt);
            value = new Ast.Struct(List.of(inner), valueAt);
            valueAlias = null;
        }
        cursor.leave();
        return new Ast.Field(alias, label, mark, valueAlias, ExpressionParser.plain(value), at);
    }
}
