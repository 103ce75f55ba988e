package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/** Reads what stands before the colon of a field: its label and its mark. */
final class LabelParser {
    private final Grammar grammar;
    private final Cursor cursor;

    LabelParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** A label, which a reserved word may be, or the value of an embedding. */
    Ast.Expr labelOrExpression() {
        if (cursor.type() == TokenType.IDENT && isReserved(cursor.lexeme()) && cursor.isLabelAhead()) {
            Ast.Expr name = new Ast.Name(cursor.lexeme(), cursor.at());
            cursor.next();
            return name;
        }
        return grammar.expressions.anyExpression();
    }

    private static boolean isReserved(String word) {
        return switch (word) {
            case "for", "if", "let", "in", "true", "false", "null", "package", "import", "func" -> true;
            default -> false;
        };
    }

    /** What an expression before a colon means. */
    static Ast.Label label(Ast.Expr expr) {
        if (expr instanceof Ast.Name name) {
            return new Ast.NameLabel(name.name());
        }
        if (expr instanceof Ast.Text text) {
            return new Ast.TextLabel(StringParser.utf8(text));
        }
        if (expr instanceof Ast.Interpolation interpolation && !interpolation.bytes()) {
            return new Ast.ComputedLabel(interpolation);
        }
        if (expr instanceof Ast.Paren paren) {
            return new Ast.ComputedLabel(paren.inner());
        }
        if (expr instanceof Ast.ListLit list
                && list.elements().size() == 1
                && !list.open()
                && list.elements().get(0) instanceof Ast.Expr pattern) {
            return pattern instanceof Ast.Aliased aliased
                    ? new Ast.PatternLabel(aliased.name(), aliased.inner())
                    : new Ast.PatternLabel(null, pattern);
        }
        throw CueFault.invalid(expr.at(), "expected label before ':'");
    }

    /** The mark of a label, up to and without its colon; null when this was no label. */
    Ast.Mark markAhead() {
        return switch (cursor.type()) {
            case COLON -> Ast.Mark.REGULAR;
            case OPTION -> markBeforeColon(Ast.Mark.OPTIONAL);
            case NOT -> markBeforeColon(Ast.Mark.REQUIRED);
            default -> null;
        };
    }

    private Ast.Mark markBeforeColon(Ast.Mark mark) {
        cursor.next();
        if (cursor.type() != TokenType.COLON) {
            throw cursor.expected("':'");
        }
        return mark;
    }
}
