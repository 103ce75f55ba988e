package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads operands: literals, names, lists and what stands in braces or parentheses. */
final class OperandParser {
    private final Grammar grammar;
    private final Cursor cursor;

    OperandParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Ast.Expr operand() {
        int at = cursor.at();
        switch (cursor.type()) {
            case STRING:
                return grammar.strings.string();
            case INT, FLOAT: {
                Ast.Expr number = new Ast.Num(cursor.lexeme(), at);
                cursor.next();
                return number;
            }
            case BOTTOM:
                cursor.next();
                return new Ast.Bottom(at);
            case LBRACE:
                return grammar.declarations.struct();
            case LBRACK:
                return list();
            case LPAREN: {
                cursor.next();
                Ast.Expr inner = grammar.expressions.expression();
                cursor.expect(TokenType.RPAREN);
                return new Ast.Paren(inner, at);
            }
            case IDENT:
                return name(at);
            default:
                throw cursor.expected("operand");
        }
    }

    private Ast.Expr name(int at) {
        String name = cursor.lexeme();
        cursor.next();
        return switch (name) {
            case "true" -> new Ast.Bool(true, at);
            case "false" -> new Ast.Bool(false, at);
            case "null" -> new Ast.Null(at);
            default -> new Ast.Name(name, at);
        };
    }

    private Ast.Expr list() {
        int at = cursor.at();
        cursor.enter(at);
        cursor.next();
        List<Ast.Element> elements = new ArrayList<>();
        boolean open = false;
        Ast.Expr rest = null;
        while (cursor.type() != TokenType.RBRACK) {
            if (cursor.type() == TokenType.ELLIPSIS) {
                cursor.next();
                open = true;
                rest = cursor.startsOperand() ? grammar.expressions.expression() : null;
                if (cursor.type() == TokenType.COMMA) {
                    cursor.next();
                }
                break;
            }
            elements.add(element());
            if (cursor.type() != TokenType.COMMA) {
                if (cursor.type() != TokenType.RBRACK && cursor.type() != TokenType.EOF) {
                    throw CueFault.invalid(cursor.at(), "missing ',' in list literal");
                }
                break;
            }
            cursor.next();
        }
        cursor.expect(TokenType.RBRACK);
        cursor.leave();
        return listOf(elements, open, rest, at);
    }

    private Ast.ListLit listOf(List<Ast.Element> elements, boolean open, Ast.Expr rest, int at) {
        boolean pattern = elements.size() == 1 && !open && cursor.type() == TokenType.COLON;
        for (Ast.Element element : elements) {
            if (!pattern && element instanceof Ast.Aliased) {
                throw CueFault.invalid(element.at(), "an alias is not allowed here");
            }
        }
        return new Ast.ListLit(List.copyOf(elements), open, rest, at);
    }

    private Ast.Element element() {
        int at = cursor.at();
        if (cursor.isClauseKeyword()) {
            return grammar.comprehensions.comprehension(at);
        }
        String alias = cursor.aliasAhead();
        Ast.Expr expr = grammar.expressions.expression();
        return alias == null ? expr : new Ast.Aliased(alias, expr, at);
    }
}
