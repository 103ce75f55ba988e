package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/** The kinds of token of the CUE language. */
enum TokenType {
    EOF("EOF"),
    IDENT("IDENT"),
    INT("INT"),
    FLOAT("FLOAT"),
    STRING("STRING"),
    ATTRIBUTE("ATTRIBUTE"),
    BOTTOM("_|_"),
    COMMA(","),
    COLON(":"),
    DOT("."),
    ELLIPSIS("..."),
    LPAREN("("),
    RPAREN(")"),
    LBRACK("["),
    RBRACK("]"),
    LBRACE("{"),
    RBRACE("}"),
    OPTION("?"),
    BIND("="),
    ADD("+"),
    SUB("-"),
    MUL("*"),
    QUO("/"),
    AND("&"),
    OR("|"),
    LAND("&&"),
    LOR("||"),
    EQL("=="),
    NEQ("!="),
    LSS("<"),
    LEQ("<="),
    GTR(">"),
    GEQ(">="),
    MAT("=~"),
    NMAT("!~"),
    NOT("!");

    private final String text;

    TokenType(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
