package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads comprehensions: their clauses and the struct they yield. */
final class ComprehensionParser {
    private final Grammar grammar;
    private final Cursor cursor;

    ComprehensionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Ast.Comprehension comprehension(int at) {
        List<Ast.Clause> clauses = new ArrayList<>();
        while (true) {
            int clauseAt = cursor.at();
            if (cursor.isKeyword("for")) {
                clauses.add(forClause(clauseAt));
            } else if (cursor.isKeyword("if")) {
                cursor.next();
                clauses.add(new Ast.IfClause(grammar.expressions.expression(), clauseAt));
            } else if (cursor.isKeyword("let")) {
                cursor.next();
                String name = cursor.identifier();
                cursor.expect(TokenType.BIND);
                clauses.add(new Ast.LetClause(name, grammar.expressions.expression(), clauseAt));
            } else {
                break;
            }
            if (cursor.type() == TokenType.COMMA) {
                skipCommaBetweenClauses();
            }
        }
        if (cursor.type() != TokenType.LBRACE) {
            throw cursor.expected("'{'");
        }
        return new Ast.Comprehension(List.copyOf(clauses), grammar.declarations.struct(), at);
    }

    private void skipCommaBetweenClauses() {
        cursor.next();
        if (!cursor.isKeyword("for")
                && !cursor.isKeyword("if")
                && !cursor.isKeyword("let")
                && cursor.type() != TokenType.LBRACE) {
            throw cursor.expected("a clause or '{'");
        }
    }

    private Ast.ForClause forClause(int at) {
        cursor.next();
        String value = cursor.identifier();
        String key = null;
        if (cursor.type() == TokenType.COMMA && !cursor.isLineBreak()) {
            cursor.next();
            key = value;
            value = cursor.identifier();
        }
        if (!cursor.isKeyword("in")) {
            throw cursor.expected("'in'");
        }
        cursor.next();
        return new Ast.ForClause(key, value, grammar.expressions.expression(), at);
    }
}
