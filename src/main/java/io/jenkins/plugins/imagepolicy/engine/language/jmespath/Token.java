package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A lexical part of an expression.
 *
 * @param text name, operator or number; for literals the source
 * @param value of literals and raw strings, else null
 * @param position offset from 0
 */
record Token(Type type, String text, JsonNode value, int position) {
    enum Type {
        NAME,
        QUOTED_NAME,
        NUMBER,
        LITERAL,
        COMPARATOR,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return type == Type.OPERATOR && text.equals(operator);
    }
}
