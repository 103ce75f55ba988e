package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.compiler.Rewriter.Support;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Rewrites terms: resolves names, takes out calls and nested references. */
final class Terms {
    private final Rewriter rewriter;
    private final MetadataLookup metadata;

    Terms(Rewriter rewriter, MetadataLookup metadata) {
        this.rewriter = rewriter;
        this.metadata = metadata;
    }

    /** A term where a reference may stand. */
    Core.Term outer(Term term, Support support) {
        if (term instanceof Term.Scalar s) {
            return new Core.Constant(s.value());
        }
        if (term instanceof Term.Variable v) {
            return name(v);
        }
        if (term instanceof Term.Ref r) {
            return reference(r, support);
        }
        if (term instanceof Term.ArrayLiteral a) {
            return array(all(a.elements(), support));
        }
        if (term instanceof Term.SetLiteral s) {
            return set(all(s.elements(), support));
        }
        if (term instanceof Term.ObjectLiteral o) {
            return object(o, support);
        }
        if (term instanceof Term.Comprehension c) {
            return comprehension(c);
        }
        if (term instanceof Term.Template t) {
            return template(t, support);
        }
        return value((Term.Call) term, support);
    }

    /** A term inside another: references are taken out, since an undefined one must fail the statement. */
    Core.Term inner(Term term, Support support) {
        Core.Term t = outer(term, support);
        return t instanceof Core.Reference ? bind(t, support, term.at()) : t;
    }

    /** The term in a variable, unless it is one or is constant. */
    Core.Term bind(Core.Term term, Support support, Location at) {
        if (term instanceof Core.Name || term instanceof Core.Constant) {
            return term;
        }
        Core.Name name = new Core.Name(rewriter.fresh(at));
        support.add(new Core.Unify(name, term));
        return name;
    }

    private List<Core.Term> all(List<Term> list, Support support) {
        List<Core.Term> out = new ArrayList<>(list.size());
        for (Term t : list) {
            out.add(inner(t, support));
        }
        return out;
    }

    private static List<Value> constants(List<Core.Term> list) {
        List<Value> values = new ArrayList<>(list.size());
        for (Core.Term t : list) {
            if (!(t instanceof Core.Constant c)) {
                return null;
            }
            values.add(c.value());
        }
        return values;
    }

    private static Core.Term array(List<Core.Term> elements) {
        List<Value> values = constants(elements);
        return values == null ? new Core.Array(elements) : new Core.Constant(ArrayValue.of(values));
    }

    private static Core.Term set(List<Core.Term> elements) {
        List<Value> values = constants(elements);
        return values == null ? new Core.SetOf(elements) : new Core.Constant(SetValue.of(values));
    }

    private Core.Term object(Term.ObjectLiteral o, Support support) {
        List<Core.Term> keys = new ArrayList<>();
        List<Core.Term> values = new ArrayList<>();
        for (Term.Entry e : o.entries()) {
            keys.add(inner(e.key(), support));
            values.add(inner(e.value(), support));
        }
        List<Value> constantKeys = constants(keys);
        List<Value> constantValues = constants(values);
        if (constantKeys == null || constantValues == null) {
            return new Core.ObjectOf(keys, values);
        }
        ObjectValue.Builder builder = new ObjectValue.Builder();
        for (int i = 0; i < constantKeys.size(); i++) {
            builder.put(constantKeys.get(i), constantValues.get(i));
        }
        return new Core.Constant(builder.build());
    }

    private Core.Term comprehension(Term.Comprehension c) {
        Core.Body body = rewriter.closure(c.body());
        Support support = rewriter.support(body.statements, c.at());
        Core.Term key = c.key() == null ? null : inner(c.key(), support);
        Core.Term head = inner(c.head(), support);
        rewriter.leave();
        return new Core.Closure(c.kind(), key, head, body);
    }

    private Core.Term template(Term.Template t, Support support) {
        List<Core.Term> parts = new ArrayList<>();
        boolean constant = true;
        StringBuilder text = new StringBuilder();
        for (Term.Part part : t.parts()) {
            if (part.constant() != null) {
                parts.add(new Core.Constant(part.constant()));
                text.append(
                        part.constant() instanceof StringValue s
                                ? s.value()
                                : part.constant().toString());
            } else {
                constant = false;
                Expr e = part.expression();
                parts.add(rewriter.closureOf(e, ((Expr.TermLiteral) e.literal()).term()));
            }
        }
        if (constant) {
            return new Core.Constant(StringValue.of(text.toString()));
        }
        Core.Name name = new Core.Name(rewriter.fresh(t.at()));
        Core.Callee callee = new Core.Callee("internal.template_string", null);
        support.add(new Core.Call(callee, List.of(new Core.Array(parts)), name));
        return name;
    }

    private Core.Term name(Term.Variable v) {
        Scope scope = rewriter.scope;
        Variable declared = scope.use(v.name());
        if (declared != null) {
            return new Core.Name(declared);
        }
        scope.used.add(v.name());
        if (!scope.hides(v.name())) {
            ModuleNames.Target target = rewriter.names().find(v.name());
            if (target != null) {
                return root(target, v.at());
            }
            if (v.name().equals("input") || v.name().equals("data")) {
                return root(new ModuleNames.Target(v.name().equals("input"), List.of()), v.at());
            }
        }
        Variable plain = scope.findPlain(v.name());
        if (plain == null) {
            plain = rewriter.undeclared(v.name(), v.at());
            scope.plain.put(v.name(), plain);
        }
        return new Core.Name(plain);
    }

    private static Core.Reference root(ModuleNames.Target target, Location at) {
        List<Core.Term> path = new ArrayList<>();
        target.path().forEach(p -> path.add(new Core.Constant(p)));
        return new Core.Reference(target.ofInput() ? Core.Root.INPUT : Core.Root.DATA, null, path, at);
    }

    private Core.Term reference(Term.Ref r, Support support) {
        Core.Term head = r.head() instanceof Term.Call call ? value(call, support) : outer(r.head(), support);
        return extend(head, all(r.path(), support), support, r.at());
    }

    /** The reference that leads further from a term. */
    Core.Reference extend(Core.Term head, List<Core.Term> path, Support support, Location at) {
        if (head instanceof Core.Reference base) {
            List<Core.Term> longer = new ArrayList<>(base.path());
            longer.addAll(path);
            return new Core.Reference(base.root(), base.head(), longer, at);
        }
        Core.Term variable = head;
        if (!(head instanceof Core.Name)) {
            Core.Name name = new Core.Name(rewriter.fresh(at));
            support.add(new Core.Unify(name, head));
            variable = name;
        }
        return new Core.Reference(Core.Root.VARIABLE, ((Core.Name) variable).variable(), path, at);
    }

    /** The value of a nested call, in a variable. */
    private Core.Term value(Term.Call call, Support support) {
        Value constant = metadata.value(Callees.nameOf(call.operator()), call);
        if (constant != null) {
            return new Core.Constant(constant);
        }
        Core.Name name = new Core.Name(rewriter.fresh(call.at()));
        support.add(call(call, name, support));
        return name;
    }

    boolean isConstantCall(Term.Call call) {
        return metadata.value(Callees.nameOf(call.operator()), call) != null;
    }

    boolean isPrint(Term.Call call) {
        return "print".equals(Callees.nameOf(call.operator()))
                && rewriter.names().find("print") == null;
    }

    /** A call; {@code result} null means that it stands alone, where one more argument takes the result. */
    Core.Call call(Term.Call call, Core.Term result, Support support) {
        checkNotShadowed(call, result == null);
        Core.Callee callee = rewriter.callees().function(call.operator());
        String name = Callees.nameOf(call.operator());
        if (callee == null) {
            throw RegoError.invalid(RegoError.TYPE, "undefined function " + name, call.at());
        }
        rewriter.program().checkAllowed(callee, call.at(), rewriter.strict());
        int arity = rewriter.program().arity(callee);
        List<Core.Term> args = all(call.args(), support);
        if (arity >= 0 && args.size() == arity + 1 && result == null) {
            return new Core.Call(callee, args.subList(0, arity), args.get(arity));
        }
        if (arity >= 0 && args.size() != arity) {
            throw RegoError.invalid(
                    RegoError.TYPE,
                    name + ": arity mismatch: function has arity " + arity + ", got " + args.size()
                            + (args.size() == 1 ? " argument" : " arguments"),
                    call.at());
        }
        return new Core.Call(callee, args, result);
    }

    /** A local variable hides functions of its name, and is none itself. */
    private void checkNotShadowed(Term.Call call, boolean alone) {
        Term head = call.operator() instanceof Term.Ref r ? r.head() : call.operator();
        String how = head instanceof Term.Variable v ? rewriter.scope.how(v.name()) : null;
        if (how != null && (alone || how.equals("arg"))) {
            throw RegoError.invalid(RegoError.TYPE, "undefined function " + Callees.nameOf(call.operator()), call.at());
        }
        if (how != null) {
            throw Rewriter.compile("called function " + Callees.nameOf(call.operator()) + " shadowed", call.at());
        }
    }
}
