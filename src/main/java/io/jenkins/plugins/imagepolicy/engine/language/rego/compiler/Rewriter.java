package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import java.util.ArrayList;
import java.util.List;

/** Rewrites one rule or query to the core language. */
final class Rewriter {
    private final Program program;
    private final ModuleNames names;
    private final boolean strict;
    private final Callees callees;
    private final Terms terms;
    private final Declarations declarations;
    private final Withs withs;
    private int variables;
    Scope scope;

    Rewriter(Program program, ModuleNames names, boolean strict, MetadataLookup metadata) {
        this.program = program;
        this.names = names;
        this.strict = strict;
        this.callees = new Callees(program, names);
        this.terms = new Terms(this, metadata);
        this.declarations = new Declarations(this);
        this.withs = new Withs(this);
    }

    Program program() {
        return program;
    }

    ModuleNames names() {
        return names;
    }

    Callees callees() {
        return callees;
    }

    Terms terms() {
        return terms;
    }

    boolean strict() {
        return strict;
    }

    Variable fresh(Location at) {
        return new Variable("__local" + variables + "__", at, variables++, scope.depth, true);
    }

    Variable named(String name, Location at) {
        return new Variable(name, at, variables++, scope.depth, false);
    }

    /** The variable of a name that nothing declares; that of a built-in stands for the built-in, which is no value. */
    Variable undeclared(String name, Location at) {
        Variable v = named(name, at);
        v.isFunction = program.isBuiltin(name);
        return v;
    }

    CoreRule rule(RuleGroup group, Rule rule, int constantTerms) {
        scope = new Scope(null, 0);
        List<Core.Statement> statements = new ArrayList<>();
        List<Core.Term> args = new ArrayList<>();
        List<Core.Statement> argStatements = new ArrayList<>();
        if (rule.isFunction()) {
            rule.args().forEach(Declarations::checkArgument);
            rule.args().forEach(arg -> declarations.declarePattern(arg, "arg"));
        }
        Scope arguments = scope;
        scope = new Scope(arguments, 0);
        enter(rule.body());
        if (rule.isFunction()) {
            for (Term arg : rule.args()) {
                args.add(terms.inner(arg, support(argStatements, rule.at())));
            }
        }
        statements.addAll(argStatements);
        rule.body().forEach(e -> statement(e, statements));
        Support ending = support(statements, rule.at());
        List<Core.Term> tail = new ArrayList<>();
        for (Term t : rule.path().subList(constantTerms, rule.path().size())) {
            tail.add(terms.inner(t, ending));
        }
        Core.Term key = rule.key() == null ? null : terms.inner(rule.key(), ending);
        Core.Term value = rule.value() == null ? null : terms.inner(rule.value(), ending);
        scope.requireUsed();
        CoreRule orElse = rule.orElse() == null ? null : rule(group, rule.orElse(), constantTerms);
        return new CoreRule(group, rule, args, tail, key, value, new Core.Body(0, statements), orElse);
    }

    /** A query: its body, and the variables that it names in order. */
    Core.Body query(List<Expr> body, List<Variable> named) {
        scope = new Scope(null, 0);
        enter(body);
        List<Core.Statement> statements = new ArrayList<>();
        body.forEach(e -> statement(e, statements));
        scope.requireUsed();
        scope.plain.values().forEach(named::add);
        scope.declared.values().forEach(named::add);
        return new Core.Body(0, statements);
    }

    /** A body that is a closure of its own. The caller must {@link #leave()} when done with its scope. */
    Core.Body closure(List<Expr> body) {
        scope = new Scope(scope, scope.depth + 1);
        enter(body);
        List<Core.Statement> statements = new ArrayList<>();
        body.forEach(e -> statement(e, statements));
        return new Core.Body(scope.depth, statements);
    }

    /** A closure of one expression, as a template string has them: the set of its values. */
    Core.Closure closureOf(Expr expr, Term term) {
        scope = new Scope(scope, scope.depth + 1);
        declarations.collectPlain(List.of(expr));
        List<Core.Statement> statements = new ArrayList<>();
        Variable v = fresh(expr.at());
        List<Core.Statement> own = new ArrayList<>();
        Core.Term rewritten = terms.outer(term, support(own, expr.at()));
        own.add(new Core.Statement(
                false, new Core.Unify(new Core.Name(v), rewritten), List.of(), expr.at(), expr, true));
        List<Core.With> with = withs.of(expr, support(statements, expr.at()));
        own.forEach(s -> statements.add(
                new Core.Statement(false, s.action(), with.isEmpty() ? s.withs() : with, s.at(), expr, false)));
        Core.Body body = new Core.Body(scope.depth, statements);
        leave();
        return new Core.Closure(Term.Comprehension.Kind.SET, null, new Core.Name(v), body);
    }

    void leave() {
        scope.requireUsed();
        scope = scope.outer;
    }

    private void enter(List<Expr> body) {
        declarations.collectHiding(body);
        declarations.collectPlain(body);
    }

    /** Statements that are taken out of a term. */
    record Support(List<Core.Statement> into, Location at) {
        void add(Core.Action action) {
            into.add(new Core.Statement(false, action, List.of(), at, null, false));
        }
    }

    Support support(List<Core.Statement> into, Location at) {
        return new Support(into, at);
    }

    void statement(Expr e, List<Core.Statement> out) {
        List<Core.Statement> before = new ArrayList<>();
        List<Core.With> with = withs.of(e, support(before, e.at()));
        List<Core.Statement> own = new ArrayList<>();
        Support support = support(own, e.at());
        Core.Action action = action(e, support);
        before.forEach(s -> out.add(new Core.Statement(false, s.action(), List.of(), e.at(), e, false)));
        own.forEach(s -> out.add(new Core.Statement(false, s.action(), with, e.at(), e, false)));
        if (action != null) {
            out.add(new Core.Statement(e.negated(), action, with, e.at(), e, true));
        }
    }

    private Core.Action action(Expr e, Support support) {
        Expr.Literal literal = e.literal();
        if (literal instanceof Expr.TermLiteral t) {
            return truth(t.term(), e, support);
        }
        if (literal instanceof Expr.Unification u) {
            if (!u.declares()) {
                return unify(e.negated(), u.left(), u.right(), support);
            }
            if (e.negated()) {
                throw compile("cannot assign vars inside negated expression", e.at());
            }
            return assign(u, support);
        }
        if (literal instanceof Expr.SomeNames s) {
            s.names().forEach(n -> declarations.declareSome(n, e.at()));
            return null;
        }
        if (literal instanceof Expr.SomeIn s) {
            return someIn(s, support);
        }
        return every((Expr.Every) literal, support);
    }

    private Core.Action truth(Term term, Expr e, Support support) {
        if (term instanceof Term.Call call) {
            if (terms.isPrint(call)) {
                return print(call);
            }
            if (!terms.isConstantCall(call)) {
                return terms.call(call, null, support);
            }
        }
        return new Core.Truth(terms.outer(term, support));
    }

    private Core.Action print(Term.Call call) {
        List<Core.Term> args = new ArrayList<>();
        for (Term arg : call.args()) {
            try {
                Expr expr = new Expr(
                        false,
                        new Expr.TermLiteral(arg),
                        List.of(),
                        call.at(),
                        call.at().offset());
                args.add(closureOf(expr, arg));
            } catch (RegoError err) {
                // Arguments of print are not checked: what cannot be compiled prints as undefined.
                args.add(new Core.SetOf(List.of()));
            }
        }
        return new Core.Print(args);
    }

    /** The right side is resolved before the left declares its names. */
    private Core.Action assign(Expr.Unification u, Support support) {
        if (u.right() instanceof Term.Call call && !terms.isConstantCall(call)) {
            Core.Call open = terms.call(call, new Core.Constant(BooleanValue.TRUE), support);
            declarations.declareAssigned(u.left());
            return new Core.Call(open.callee(), open.args(), terms.outer(u.left(), support));
        }
        Core.Term right = terms.outer(u.right(), support);
        declarations.declareAssigned(u.left());
        return new Core.Unify(terms.outer(u.left(), support), right);
    }

    private Core.Action unify(boolean negated, Term left, Term right, Support support) {
        Term.Call call = right instanceof Term.Call r ? r : left instanceof Term.Call l ? l : null;
        Core.Term other = terms.outer(call == right ? left : right, support);
        // A call that stands inside a negation must be defined, so it is taken out.
        if (call == null || negated || terms.isConstantCall(call)) {
            return new Core.Unify(other, terms.outer(call == right ? right : left, support));
        }
        if (other instanceof Core.Reference) {
            Core.Name name = new Core.Name(fresh(call.at()));
            support.add(terms.call(call, name, support));
            return new Core.Unify(other, name);
        }
        return terms.call(call, other, support);
    }

    private Core.Action someIn(Expr.SomeIn s, Support support) {
        Core.Term domain = terms.outer(s.domain(), support);
        declarations.declareSomeIn(s.key(), s.value());
        Core.Term key = s.key() == null ? new Core.Name(fresh(s.domain().at())) : terms.outer(s.key(), support);
        if (!(key instanceof Core.Name) && !(key instanceof Core.Constant)) {
            Core.Name generated = new Core.Name(fresh(s.domain().at()));
            support.add(new Core.Unify(generated, key));
            key = generated;
        }
        Core.Term value = terms.outer(s.value(), support);
        if (value instanceof Core.Reference) {
            value = terms.bind(value, support, s.value().at());
        }
        Core.Reference element =
                terms.extend(domain, List.of(key), support, s.domain().at());
        return new Core.Unify(value, element);
    }

    private Core.Action every(Expr.Every e, Support support) {
        Core.Term domain =
                terms.bind(terms.outer(e.domain(), support), support, e.domain().at());
        scope = new Scope(scope, scope.depth + 1);
        Variable key = e.key() == null ? null : declarations.declareEvery(e.key());
        Variable value = declarations.declareEvery(e.value());
        scope = new Scope(scope, scope.depth);
        enter(e.body());
        List<Core.Statement> statements = new ArrayList<>();
        e.body().forEach(x -> statement(x, statements));
        Core.Body body = new Core.Body(scope.depth, statements);
        leave();
        leave();
        return new Core.Every(key, value, domain, body);
    }

    static RegoError compile(String message, Location at) {
        return RegoError.invalid(RegoError.COMPILE, message, at);
    }
}
