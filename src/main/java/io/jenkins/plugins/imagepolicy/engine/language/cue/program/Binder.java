package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.List;

/** Binds every name of a file to what it stands for and refuses what CUE's compiler refuses. */
public final class Binder {
    private Binder() {}

    /** Compiles a file or throws {@link CueFault}. */
    public static Expr.Struct bind(Ast.File file, Catalogue catalogue) {
        RecursiveNames.refuse(file.decls());
        Binding binding = new Binding(catalogue);
        Scope scope = binding.scopes.current();
        binding.declarations.declareAll(file.decls());
        for (Ast.Import spec : file.imports()) {
            binding.builtins.declare(spec, scope);
        }
        List<Expr.Decl> decls = binding.declarations.decls(file.decls());
        scope.requireAllUsed();
        return DeclarationBinder.struct(decls, file.decls(), true, 0);
    }
}
