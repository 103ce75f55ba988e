package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import java.util.ArrayList;
import java.util.List;

/** Reads template strings: text with expressions in braces. */
final class TemplateParser {
    private final Cursor cursor;
    private final BodyParser bodies;

    TemplateParser(Cursor cursor, BodyParser bodies) {
        this.cursor = cursor;
        this.bodies = bodies;
    }

    Term template() {
        Location at = cursor.peek().at();
        List<Term.Part> parts = new ArrayList<>();
        while (true) {
            Token text = cursor.take();
            if (!text.text().isEmpty()) {
                parts.add(new Term.Part(StringValue.of(Utf8.printable(text.text())), null));
            }
            if (text.kind() == Token.Kind.TEMPLATE_END) {
                return new Term.Template(parts, at);
            }
            parts.add(templatePart());
            if (!cursor.at("}")) {
                throw cursor.error(
                        "expected } to end template string expression",
                        cursor.peek().at());
            }
            cursor.take();
        }
    }

    private Term.Part templatePart() {
        Expr expr = bodies.literal();
        if (expr.negated() || !(expr.literal() instanceof Expr.TermLiteral literal)) {
            throw cursor.error("unexpected expression in template-string", expr.at());
        }
        if (literal.term() instanceof Term.Scalar scalar && expr.withs().isEmpty()) {
            return new Term.Part(scalar.value(), null);
        }
        return new Term.Part(null, expr);
    }
}
