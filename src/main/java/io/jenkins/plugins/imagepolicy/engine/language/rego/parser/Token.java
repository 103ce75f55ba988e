package io.jenkins.plugins.imagepolicy.engine.language.rego.parser;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;

/**
 * A token. Keywords are names until the parser says otherwise, since imports decide which words are keywords.
 *
 * @param text a name, an operator, a number as written, or the content of a string
 * @param end the offset behind the token
 * @param spaced white space stands before it
 * @param lined a line break stands before it
 */
record Token(Kind kind, String text, Location at, int end, boolean spaced, boolean lined) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        /** A part of a template string that an expression follows. */
        TEMPLATE_PART,
        /** The last part of a template string. */
        TEMPLATE_END,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }
}
