package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recursive-descent parser of CUE files: what stands before the declarations, then these. */
public final class Parser {
    private final Grammar grammar;
    private final Cursor cursor;

    private static final Pattern EXPERIMENT = Pattern.compile("@experiment\\(([^()]*)\\)");

    private int experimentAt = -1;

    private Parser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Reads a whole text or throws {@link CueFault}. */
    public static Ast.File parse(String text) {
        Parser parser = new Parser(new Grammar(text));
        Ast.File file = parser.file();
        boolean compares = text.contains("==") || text.contains("!=");
        if (parser.experimentAt >= 0 && compares) {
            throw CueFault.unsupported(parser.experimentAt, "a comparison in a file with @experiment");
        }
        return file;
    }

    /** The experiments of CUE 0.14 concern comparisons and CUE's own tests. */
    private void experiment(String attribute) {
        experimentAt = cursor.at();
        Matcher names = EXPERIMENT.matcher(attribute);
        if (!names.matches()) {
            throw CueFault.unsupported(cursor.at(), attribute);
        }
        for (String name :
                names.group(1).isBlank() ? new String[0] : names.group(1).split(",", -1)) {
            if (!name.strip().equals("structcmp") && !name.strip().equals("testing")) {
                throw CueFault.invalid(cursor.at(), "unknown experiment \"" + name.strip() + "\"");
            }
        }
    }

    private Ast.File file() {
        while (cursor.type() == TokenType.ATTRIBUTE) {
            grammar.declarations.refuseExtern("file");
            if (cursor.lexeme().startsWith("@experiment")) {
                experiment(cursor.lexeme());
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
