package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import java.util.List;

/** Reads terms joined by operators, by precedence; and {@code in}, which binds loosest. */
final class OperatorParser {
    static final String MEMBER = "internal.member_2";
    static final String MEMBER_WITH_KEY = "internal.member_3";

    private static final List<List<String>> LEVELS = List.of(
            List.of("==", "!=", "<", ">", "<=", ">="),
            List.of("|"),
            List.of("&"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private final Cursor cursor;
    private final TermParser terms;

    OperatorParser(Cursor cursor, TermParser terms) {
        this.cursor = cursor;
        this.terms = terms;
    }

    /** A term with operators; {@code key, value in domain} is read too. */
    Term expression() {
        return member(operators(null, 0), true);
    }

    /** Like {@link #expression()}, where its first term is read already. */
    Term expression(Term started) {
        return member(operators(started, 0), true);
    }

    /** A term with operators inside a list, where a comma ends it. */
    Term element() {
        return member(operators(null, 0), false);
    }

    private Term member(Term left, boolean withKey) {
        if (withKey && cursor.at(",")) {
            int mark = cursor.mark();
            cursor.take();
            if (!startsTerm()) {
                cursor.reset(mark);
                return left;
            }
            Term middle = operators(null, 0);
            if (atIn()) {
                Location at = cursor.take().at();
                Term call = call(MEMBER_WITH_KEY, at, left, middle, domain());
                return atIn() ? member(call, true) : call;
            }
            cursor.reset(mark);
        }
        int chained = 0;
        Term result = left;
        while (atIn()) {
            chained = chain(chained);
            Location at = cursor.take().at();
            result = call(MEMBER, at, result, domain());
        }
        unchain(chained);
        return result;
    }

    private boolean startsTerm() {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case END -> false;
            case SYMBOL -> "[{(-.".contains(token.text());
            default -> true;
        };
    }

    private boolean atIn() {
        return cursor.atKeyword("in") && !cursor.atKeywordOfReference();
    }

    private Term domain() {
        return operators(cursor.atKeywordOfReference() ? terms.referenceOfKeyword() : null, 0);
    }

    private static Term call(String builtin, Location operatorAt, Term... args) {
        return new Term.Call(new Term.Variable(builtin, operatorAt), List.of(args), args[0].at());
    }

    private int chain(int chained) {
        cursor.enter();
        return chained + 1;
    }

    private void unchain(int chained) {
        cursor.depth(cursor.depth() - chained);
    }

    /** Reads from {@code left} on (null: read that too) all operators of this level or tighter. */
    private Term operators(Term left, int level) {
        if (level == LEVELS.size()) {
            return left == null ? terms.term() : left;
        }
        cursor.enter();
        Term result = operators(left, level + 1);
        // The tree leans to the left: its depth is the length of the chain, which later passes recurse into.
        int chained = 0;
        while (cursor.peek().kind() == Token.Kind.SYMBOL
                && LEVELS.get(level).contains(cursor.peek().text())) {
            if (chained++ > 400) {
                throw cursor.error(
                        "max parsing recursion depth exceeded", cursor.peek().at());
            }
            Token operator = cursor.take();
            result = call(Keywords.OPERATORS.get(operator.text()), operator.at(), result, operators(null, level + 1));
        }
        cursor.leave();
        return result;
    }

    /** The rest of an element in a list, of which the head is read. */
    Term element(Term started) {
        return member(operators(started, 0), false);
    }
}
