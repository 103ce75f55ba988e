package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import java.util.ArrayList;
import java.util.List;

/** The names that a pattern's expression mentions. */
final class PatternNames {
    private final List<Ast.Name> names = new ArrayList<>();

    private PatternNames() {}

    static List<Ast.Name> of(Ast.Expr expr) {
        PatternNames collector = new PatternNames();
        collector.visit(expr);
        return collector.names;
    }

    private void visit(Ast.Expr expr) {
        if (expr instanceof Ast.Name name) {
            names.add(name);
        } else if (expr instanceof Ast.Paren paren) {
            visit(paren.inner());
        } else if (expr instanceof Ast.Unary unary) {
            visit(unary.operand());
        } else if (expr instanceof Ast.Binary binary) {
            visit(binary.left());
            visit(binary.right());
        } else if (expr instanceof Ast.Selector selector) {
            visit(selector.from());
        } else if (expr instanceof Ast.Index index) {
            visit(index.from());
            visit(index.index());
        } else if (expr instanceof Ast.Call call) {
            visit(call.function());
            call.arguments().forEach(this::visit);
        } else if (expr instanceof Ast.Interpolation text) {
            text.values().forEach(this::visit);
        } else if (expr instanceof Ast.ListLit list) {
            list.elements().forEach(element -> {
                if (element instanceof Ast.Expr each) {
                    visit(each);
                }
            });
        }
    }
}
