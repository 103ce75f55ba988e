package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads expressions: operators by their precedence, selectors, indices and calls. */
final class ExpressionParser {
    private final Grammar grammar;
    private final Cursor cursor;

    ExpressionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Ast.Expr expression() {
        return plain(anyExpression());
    }

    /** Refuses an alias. */
    static Ast.Expr plain(Ast.Expr expr) {
        if (expr instanceof Ast.Aliased aliased) {
            throw CueFault.invalid(aliased.at(), "an alias is not allowed here");
        }
        return expr;
    }

    /** An expression, or an element with an alias, which only a pattern may have. */
    Ast.Expr anyExpression() {
        return binary(1);
    }

    private Ast.Expr binary(int minimum) {
        Ast.Expr left = unary();
        while (true) {
            Operator operator = binaryOperator();
            if (operator == null || operator.precedence() < minimum) {
                return left;
            }
            int at = cursor.at();
            cursor.next();
            cursor.enter(at);
            Ast.Expr right = binary(operator.precedence() + 1);
            cursor.leave();
            left = new Ast.Binary(operator, plain(left), plain(right), at);
        }
    }

    private Operator binaryOperator() {
        return switch (cursor.type()) {
            case OR -> Operator.OR;
            case AND -> Operator.AND;
            case LOR -> Operator.BOOL_OR;
            case LAND -> Operator.BOOL_AND;
            case EQL -> Operator.EQUAL;
            case NEQ -> Operator.NOT_EQUAL;
            case LSS -> Operator.LESS;
            case LEQ -> Operator.LESS_EQUAL;
            case GTR -> Operator.GREATER;
            case GEQ -> Operator.GREATER_EQUAL;
            case MAT -> Operator.MATCH;
            case NMAT -> Operator.NOT_MATCH;
            case ADD -> Operator.ADD;
            case SUB -> Operator.SUBTRACT;
            case MUL -> Operator.MULTIPLY;
            case QUO -> Operator.DIVIDE;
            case IDENT ->
                switch (cursor.lexeme()) {
                    case "div" -> Operator.INT_DIV;
                    case "mod" -> Operator.INT_MOD;
                    case "quo" -> Operator.INT_QUO;
                    case "rem" -> Operator.INT_REM;
                    default -> null;
                };
            default -> null;
        };
    }

    private Ast.Expr unary() {
        Operator operator =
                switch (cursor.type()) {
                    case NOT -> Operator.NOT;
                    case ADD -> Operator.ADD;
                    case SUB -> Operator.SUBTRACT;
                    case MUL -> Operator.MULTIPLY;
                    case NEQ -> Operator.NOT_EQUAL;
                    case LSS -> Operator.LESS;
                    case LEQ -> Operator.LESS_EQUAL;
                    case GTR -> Operator.GREATER;
                    case GEQ -> Operator.GREATER_EQUAL;
                    case MAT -> Operator.MATCH;
                    case NMAT -> Operator.NOT_MATCH;
                    default -> null;
                };
        if (operator == null) {
            return primary();
        }
        int at = cursor.at();
        cursor.next();
        cursor.enter(at);
        Ast.Expr operand = plain(unary());
        cursor.leave();
        return new Ast.Unary(operator, operand, at);
    }

    private Ast.Expr primary() {
        int at = cursor.at();
        cursor.enter(at);
        Ast.Expr expr = grammar.operands.operand();
        while (true) {
            if (cursor.type() == TokenType.DOT) {
                cursor.next();
                expr = selector(plain(expr));
            } else if (cursor.type() == TokenType.LBRACK) {
                expr = index(plain(expr));
            } else if (cursor.type() == TokenType.LPAREN) {
                expr = call(plain(expr));
            } else {
                cursor.leave();
                return expr;
            }
        }
    }

    private Ast.Expr selector(Ast.Expr from) {
        int at = cursor.at();
        if (cursor.type() == TokenType.STRING) {
            Ast.Expr name = grammar.strings.string();
            if (!(name instanceof Ast.Text text) || text.bytes()) {
                throw CueFault.invalid(at, "expected selector");
            }
            return new Ast.Selector(from, StringParser.utf8(text), true, at);
        }
        if (cursor.type() != TokenType.IDENT) {
            throw cursor.expected("selector");
        }
        String name = cursor.lexeme();
        cursor.next();
        return new Ast.Selector(from, name, false, at);
    }

    private Ast.Expr index(Ast.Expr from) {
        int at = cursor.at();
        cursor.next();
        Ast.Expr low = cursor.type() == TokenType.COLON ? null : expression();
        if (cursor.type() == TokenType.COLON) {
            cursor.next();
            Ast.Expr high = cursor.type() == TokenType.RBRACK ? null : expression();
            cursor.expect(TokenType.RBRACK);
            return new Ast.Slice(from, low, high, at);
        }
        cursor.expect(TokenType.RBRACK);
        return new Ast.Index(from, low, at);
    }

    private Ast.Expr call(Ast.Expr function) {
        int at = cursor.at();
        cursor.next();
        List<Ast.Expr> arguments = new ArrayList<>();
        while (cursor.type() != TokenType.RPAREN) {
            arguments.add(expression());
            if (cursor.type() != TokenType.COMMA) {
                break;
            }
            cursor.next();
        }
        cursor.expect(TokenType.RPAREN);
        return new Ast.Call(function, List.copyOf(arguments), at);
    }
}
