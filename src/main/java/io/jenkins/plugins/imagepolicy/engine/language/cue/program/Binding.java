package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

/** The parts of a binder, which call each other, and what they share over one file. */
final class Binding {
    final Scopes scopes = new Scopes();
    final Lets lets = new Lets();
    final Builtins builtins;
    final NameBinder names;
    final DeclarationBinder declarations;
    final ComprehensionBinder comprehensions;
    final ExpressionBinder expressions;

    Binding(Catalogue catalogue) {
        builtins = new Builtins(catalogue);
        names = new NameBinder(this);
        declarations = new DeclarationBinder(this);
        comprehensions = new ComprehensionBinder(this);
        expressions = new ExpressionBinder(this);
    }
}
