package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** What names mean that the language and its packages declare. */
final class Builtins {
    private final Catalogue catalogue;

    Builtins(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The value {@code _}, which every other satisfies. */
    Expr top(int at) {
        return new Expr.Literal(catalogue.predeclared("_"), at);
    }

    /** A name that the file does not declare; two underscores before it change nothing. */
    Expr predeclared(Ast.Name name) {
        String plain = name.name().startsWith("__") && name.name().length() > 3
                ? name.name().substring(2)
                : name.name();
        Value value = catalogue.predeclared(plain);
        if (value != null) {
            return new Expr.Literal(value, name.at());
        }
        if (catalogue.hasFunction("", plain)) {
            return new Expr.Function("", plain, name.at());
        }
        if (name.name().equals("__no_sharing") || name.name().equals("__test_experiment")) {
            throw CueFault.unsupported(name.at(), name.name());
        }
        if (catalogue.isStandardMember("", name.name())) {
            throw CueFault.unsupported(name.at(), name.name());
        }
        throw CueFault.invalid(name.at(), "reference \"" + name.name() + "\" not found");
    }

    /** Declares the name of an import. */
    void declare(Ast.Import spec, Scope scope) {
        String path = spec.path();
        String base = path.contains(":") ? path.substring(0, path.indexOf(':')) : path;
        if (path.contains(":") || !catalogue.isStandard(base)) {
            throw CueFault.invalid(spec.at(), "builtin package \"" + path + "\" undefined");
        }
        if (!catalogue.hasPackage(base)) {
            throw CueFault.unsupported(spec.at(), "the package \"" + path + "\"");
        }
        String name = spec.name() != null ? spec.name() : base.substring(base.lastIndexOf('/') + 1);
        if (name.equals("_") || name.startsWith("#")) {
            throw CueFault.unsupported(spec.at(), "the import name " + name);
        }
        Scope.Entry known = scope.own(name);
        if (known != null) {
            throw CueFault.invalid(spec.at(), name + " redeclared as imported package name");
        }
        scope.declare(name, new Scope.Entry(Scope.Role.IMPORT, null, spec, spec.at()));
    }

    /** A member of the package of this path. */
    Expr member(String path, Ast.Selector selector) {
        Value constant = catalogue.constant(path, selector.name());
        if (constant instanceof Expr expr) {
            return expr;
        }
        if (constant != null) {
            return new Expr.Literal(constant, selector.at());
        }
        if (catalogue.hasFunction(path, selector.name())) {
            return new Expr.Function(path, selector.name(), selector.at());
        }
        if (catalogue.isStandardMember(path, selector.name())) {
            throw CueFault.unsupported(selector.at(), path + "." + selector.name());
        }
        throw CueFault.invalid(selector.at(), "undefined field: " + selector.name() + " in package " + path);
    }
}
