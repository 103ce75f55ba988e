package io.jenkins.plugins.imagepolicy.engine.language.cue.syntax;

/** The parts of the parser, which call each other, over one text. */
final class Grammar {
    final Cursor cursor;
    final DeclarationParser declarations;
    final LabelParser labels;
    final ComprehensionParser comprehensions;
    final ExpressionParser expressions;
    final OperandParser operands;
    final StringParser strings;

    Grammar(String text) {
        cursor = new Cursor(text);
        declarations = new DeclarationParser(this);
        labels = new LabelParser(this);
        comprehensions = new ComprehensionParser(this);
        expressions = new ExpressionParser(this);
        operands = new OperandParser(this);
        strings = new StringParser(this);
    }
}
