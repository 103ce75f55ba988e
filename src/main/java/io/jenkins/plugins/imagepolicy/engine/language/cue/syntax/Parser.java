package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.util.ArrayList;
import java.util.List;

/** Recursive-descent parser of CUE files: what stands before the declarations, then these. */
public final class Parser {
    private final Grammar grammar;
    private final Cursor cursor;

    private Parser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Reads a whole text or throws {@link CueFault}. */
    public static Ast.File parse(String text) {
        return new Parser(new Grammar(text)).file();
    }

    private Ast.File file() {
        while (cursor.type() == TokenType.ATTRIBUTE) {
            if (cursor.lexeme().startsWith("@experiment") || cursor.lexeme().startsWith("@extern")) {
                throw CueFault.unsupported(cursor.at(), cursor.lexeme());
            }
            cursor.next();
            grammar.declarations.endOfElement(TokenType.EOF, "file");
        }
        if (cursor.isKeyword("package")) {
            cursor.next();
            if (cursor.type() != TokenType.IDENT) {
                throw cursor.expected("'IDENT'");
            }
            if (cursor.lexeme().startsWith("#") || cursor.lexeme().startsWith("_#")) {
                throw CueFault.invalid(cursor.at(), "invalid package name " + cursor.lexeme());
            }
            cursor.next();
            grammar.declarations.endOfElement(TokenType.EOF, "file");
        }
        List<Ast.Import> imports = new ArrayList<>();
        while (cursor.isKeyword("import")) {
            cursor.next();
            importDeclaration(imports);
            grammar.declarations.endOfElement(TokenType.EOF, "file");
        }
        List<Ast.Decl> decls = grammar.declarations.decls(TokenType.EOF, "file");
        return new Ast.File(List.copyOf(imports), decls);
    }

    private void importDeclaration(List<Ast.Import> imports) {
        if (cursor.type() != TokenType.LPAREN) {
            imports.add(importSpec());
            return;
        }
        cursor.next();
        while (cursor.type() != TokenType.RPAREN) {
            imports.add(importSpec());
            if (cursor.type() != TokenType.COMMA) {
                break;
            }
            cursor.next();
        }
        cursor.expect(TokenType.RPAREN);
    }

    private Ast.Import importSpec() {
        int at = cursor.at();
        String name = null;
        if (cursor.type() == TokenType.IDENT) {
            name = cursor.lexeme();
            cursor.next();
        }
        if (cursor.type() != TokenType.STRING) {
            throw cursor.expected("'STRING'");
        }
        Ast.Expr path = grammar.strings.string();
        if (!(path instanceof Ast.Text text) || text.bytes()) {
            throw CueFault.invalid(at, "invalid import path");
        }
        return new Ast.Import(name, StringParser.utf8(text), at);
    }
}
