package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.Builtins;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import java.util.ArrayList;
import java.util.List;

/** Reads one rule of a module: its head, its bodies and what follows {@code else}. */
final class RuleParser {
    private final Cursor cursor;
    private final BodyParser bodies;
    private final TermParser terms;
    private final boolean strict;

    private Location at;
    private Term.Variable name;
    private List<Term> path;
    private List<Term> args;
    private Term key;
    private Term value;
    private boolean isDefault;
    private boolean spacedHead;
    /** The name is the keyword {@code contains}, which rules of version 0 may have. */
    private boolean namedByKeyword;

    RuleParser(Cursor cursor, BodyParser bodies, boolean strict) {
        this.cursor = cursor;
        this.bodies = bodies;
        this.terms = bodies.terms();
        this.strict = strict;
    }

    /** Adds the rule that starts here; chained bodies make several. */
    void rules(List<Rule> rules) {
        at = cursor.peek().at();
        if (cursor.atKeyword("default") && !cursor.atKeywordOfReference()) {
            cursor.take();
            isDefault = true;
        }
        head();
        boolean contains = key != null;
        if (namedByKeyword && (strict || isDefault)) {
            throw cursor.error("var cannot be used for rule name", at);
        }
        if (isDefault) {
            DefaultRules.check(path, args, value, at);
            rules.add(new Rule(name, path, args, key, value, List.of(), null, true, at, cursor.lastEnd()));
            return;
        }
        boolean hasIf = cursor.atKeyword("if") && !cursor.atKeywordOfReference();
        boolean hasBody = hasIf || cursor.at("{");
        boolean hasValue = value != null;
        if (spacedHead && !hasBody && !contains) {
            throw cursor.error("unexpected space in the head of a rule without body", at);
        }
        completeHead(hasIf, contains, hasBody);
        checkStrict(hasIf, contains, hasBody, hasValue);
        List<Expr> body = List.of();
        if (hasIf) {
            cursor.take();
            body = ifBody();
        } else if (hasBody) {
            cursor.take();
            body = bodies.body("}");
        }
        Rule orElse = null;
        if (hasBody && cursor.atKeyword("else") && !cursor.atKeywordOfReference()) {
            checkElse();
            orElse = elseRule();
        }
        rules.add(new Rule(name, path, args, key, value, body, orElse, false, at, cursor.lastEnd()));
        while (hasBody && cursor.at("{")) {
            if (orElse != null) {
                throw cursor.error("expected else keyword", cursor.peek().at());
            }
            if (strict) {
                throw cursor.error(
                        "`if` keyword is required before rule body",
                        cursor.peek().at());
            }
            Location bodyAt = cursor.take().at();
            List<Expr> next = bodies.body("}");
            rules.add(new Rule(name, path, args, key, value, next, null, false, bodyAt, cursor.lastEnd()));
        }
    }

    private void head() {
        Token first = cursor.peek();
        if (first.kind() != Token.Kind.NAME || cursor.atAnyKeyword() && !headMayBeKeyword()) {
            throw cursor.unexpected("");
        }
        namedByKeyword = cursor.atAnyKeyword() && !cursor.atKeywordOfReference();
        cursor.take();
        if (first.text().equals("set") && cursor.at("(") && !cursor.peek().spaced()) {
            throw cursor.error("set cannot be used for rule name", at);
        }
        name = terms.variable(first);
        path = new ArrayList<>();
        headPath();
        if (cursor.atKeyword("contains")) {
            if (args != null) {
                throw cursor.unexpected(
                        "the contains keyword can only be used with multi-value rule definitions (e.g., " + name.name()
                                + " contains <VALUE> { ... })");
            }
            cursor.take();
            key = terms.expression();
        } else if (cursor.at("=") || cursor.at(":=")) {
            cursor.take();
            value = terms.expression();
        }
    }

    private boolean headMayBeKeyword() {
        return cursor.atKeywordOfReference() || cursor.peek().text().equals("contains");
    }

    private void headPath() {
        boolean first = true;
        while (true) {
            boolean near = !cursor.peek().spaced() || first && !cursor.peek().lined();
            spacedHead |= cursor.peek().spaced() && near && (cursor.at(".") || cursor.at("[") || cursor.at("("));
            if (near && cursor.at(".")) {
                cursor.take();
                Token part = cursor.peek();
                if (part.kind() != Token.Kind.NAME || part.spaced()) {
                    throw cursor.unexpected("expected ident");
                }
                cursor.take();
                path.add(new Term.Scalar(StringValue.of(part.text()), part.at()));
            } else if (near && cursor.at("[")) {
                cursor.take();
                path.add(terms.expression());
                cursor.expect("]");
            } else if (near && cursor.at("(")) {
                cursor.take();
                List<Term> list = terms.list(")", new ArrayList<>());
                // Without arguments it is no function but a rule.
                args = list.isEmpty() ? null : list;
                return;
            } else {
                return;
            }
            first = false;
        }
    }

    /** Without {@code if}, {@code p[x]} with nothing behind is the set of version 0. */
    private void completeHead(boolean hasIf, boolean contains, boolean hasBody) {
        if (contains || value != null) {
            return;
        }
        if (!hasIf && args == null && path.size() == 1) {
            key = path.get(0);
            path = List.of();
            return;
        }
        if (!hasBody && args != null) {
            checkNoBuiltin();
        }
        if (!hasBody && args == null) {
            throw path.isEmpty()
                    ? cursor.error("var cannot be used for rule name", at)
                    : cursor.error("rule must have value assignment and/or body declaration", at);
        }
        value = new Term.Scalar(BooleanValue.TRUE, at);
    }

    /** A call that stands alone defines a function that is true, but not one of a built-in's name. */
    private void checkNoBuiltin() {
        StringBuilder full = new StringBuilder(name.name());
        for (Term t : path) {
            full.append('.').append(t instanceof Term.Scalar s && s.value() instanceof StringValue v ? v.value() : "?");
        }
        if (Builtins.find(full.toString()) != null) {
            throw cursor.error("rule name conflicts with built-in function", at);
        }
    }

    private void checkStrict(boolean hasIf, boolean contains, boolean hasBody, boolean hasValue) {
        if (!strict) {
            return;
        }
        String kind = args == null ? "rule" : "function";
        if (!hasBody && !hasValue && !contains && key == null && args == null) {
            throw cursor.error(kind + " must have value assignment and/or body declaration", at);
        }
        if (hasBody && !hasIf) {
            throw cursor.error("`if` keyword is required before " + kind + " body", at);
        }
        if (key != null && !contains) {
            throw cursor.error("`contains` keyword is required for partial set rules", at);
        }
    }

    /** The body behind {@code if}: one expression, or several in braces. */
    private List<Expr> ifBody() {
        if (!cursor.at("{")) {
            return List.of(bodies.literal());
        }
        int mark = cursor.mark();
        int depth = cursor.depth();
        try {
            Expr single = bodies.literal();
            boolean set = single.literal() instanceof Expr.TermLiteral t && t.term() instanceof Term.SetLiteral;
            if (!set) {
                return List.of(single);
            }
        } catch (RegoError e) {
            // Not one expression: then braces must hold a body.
        }
        cursor.depth(depth);
        cursor.reset(mark);
        cursor.take();
        return bodies.body("}");
    }

    private void checkElse() {
        if (key != null) {
            throw cursor.error(
                    "else keyword cannot be used on multi-value rules",
                    cursor.peek().at());
        }
        if (path.stream().anyMatch(t -> !(t instanceof Term.Scalar))) {
            throw cursor.error(
                    "else keyword cannot be used on rules with variables in head",
                    cursor.peek().at());
        }
    }

    private Rule elseRule() {
        cursor.enter();
        Location elseAt = cursor.take().at();
        Term elseValue = new Term.Scalar(BooleanValue.TRUE, elseAt);
        boolean hasIf = cursor.atKeyword("if");
        if (cursor.at("=") || cursor.at(":=")) {
            cursor.take();
            elseValue = terms.expression();
        } else if (!hasIf && !cursor.at("{")) {
            throw cursor.unexpected("expected else value term or rule body");
        }
        hasIf = cursor.atKeyword("if");
        List<Expr> body = List.of();
        if (hasIf) {
            cursor.take();
        } else if (strict && cursor.at("{")) {
            throw cursor.error("`if` keyword is required before rule body", elseAt);
        }
        if (cursor.at("{")) {
            cursor.take();
            body = bodies.body("}");
        } else if (hasIf) {
            body = List.of(bodies.literal());
        }
        Rule next = null;
        if (cursor.atKeyword("else") && !body.isEmpty()) {
            next = elseRule();
        }
        cursor.leave();
        return new Rule(name, path, args, null, elseValue, body, next, false, elseAt, cursor.lastEnd());
    }
}
