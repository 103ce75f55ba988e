package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/** Unary and binary operators; precedence 0 means unary only. */
public enum Operator {
    OR("|", 1),
    AND("&", 2),
    BOOL_OR("||", 3),
    BOOL_AND("&&", 4),
    EQUAL("==", 5),
    NOT_EQUAL("!=", 5),
    LESS("<", 5),
    LESS_EQUAL("<=", 5),
    GREATER(">", 5),
    GREATER_EQUAL(">=", 5),
    MATCH("=~", 5),
    NOT_MATCH("!~", 5),
    ADD("+", 6),
    SUBTRACT("-", 6),
    MULTIPLY("*", 7),
    DIVIDE("/", 7),
    INT_DIV("div", 7),
    INT_MOD("mod", 7),
    INT_QUO("quo", 7),
    INT_REM("rem", 7),
    NOT("!", 0);

    private final String symbol;
    private final int precedence;

    Operator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    int precedence() {
        return precedence;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
