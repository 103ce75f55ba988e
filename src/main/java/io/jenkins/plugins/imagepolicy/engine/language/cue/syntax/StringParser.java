package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads string and bytes literals with the expressions that are interpolated in them. */
final class StringParser {
    private final Grammar grammar;
    private final Cursor cursor;

    StringParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Ast.Expr string() {
        int at = cursor.at();
        StringScanner scanner = new StringScanner(cursor.text(), at);
        List<Ast.Expr> values = new ArrayList<>();
        while (scanner.segment()) {
            cursor.enter(at);
            cursor.resumeWithin(scanner.position());
            values.add(grammar.expressions.expression());
            if (cursor.type() != TokenType.RPAREN) {
                throw cursor.expected("')' for string interpolation");
            }
            scanner.continueAt(cursor.end());
            cursor.leave();
        }
        cursor.resumeBehind(scanner.position());
        List<byte[]> texts = scanner.decode();
        return values.isEmpty()
                ? new Ast.Text(texts.get(0), scanner.isBytes(), at)
                : new Ast.Interpolation(texts, List.copyOf(values), scanner.isBytes(), at);
    }

    static String utf8(Ast.Text text) {
        return new String(text.value(), StandardCharsets.UTF_8);
    }
}
