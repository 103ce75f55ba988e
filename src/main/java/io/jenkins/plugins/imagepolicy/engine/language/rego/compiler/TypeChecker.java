package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.Builtins;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Signature;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Type;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.TypeTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Refuses what cannot be right whatever the input: arguments of the wrong type, unifications that cannot succeed,
 * references to what a document cannot have. Source: OPA ast/check.go.
 */
final class TypeChecker {
    private final TypeTree documents;
    private final TypeScope scope;
    private final TypeUnifier unifier;
    private final ReferenceChecker references;
    /** How many closures are around what is checked. */
    private int depth;

    private TypeChecker(TypeTree documents) {
        this.documents = documents;
        this.scope = new TypeScope(documents);
        this.unifier = new TypeUnifier(scope);
        this.references = new ReferenceChecker(scope, unifier);
    }

    /**
     * Checks all rules.
     *
     * @param order the groups, each behind those it needs
     * @return the types of what the rules define
     */
    static TypeTree check(List<RuleGroup> order, Map<RuleGroup, List<CoreRule>> rules) {
        TypeTree documents = new TypeTree();
        for (RuleGroup group : order) {
            for (CoreRule rule : rules.get(group)) {
                for (CoreRule r = rule; r != null; r = r.orElse()) {
                    new TypeChecker(documents).rule(r);
                }
            }
        }
        return documents;
    }

    /** Checks a query against what the rules define. */
    static void check(Core.Body query, TypeTree documents) {
        new TypeChecker(documents).body(query);
    }

    private void rule(CoreRule rule) {
        body(rule.body());
        rule.args().forEach(this::closures);
        rule.tail().forEach(this::closures);
        if (rule.value() != null) {
            closures(rule.value());
        }
        if (rule.key() != null) {
            closures(rule.key());
        }
        // What the body says nothing of may be anything.
        rule.args().forEach(scope::settle);
        List<Value> path = rule.group().path();
        if (rule.group().kind() == RuleGroup.Kind.FUNCTION) {
            List<Type> args = new ArrayList<>();
            rule.args().forEach(arg -> args.add(TypeScope.known(scope.of(arg))));
            documents.addFunction(path, new Signature(args, TypeScope.known(scope.of(rule.value()))));
            return;
        }
        Type type = contributed(rule);
        if (type == null) {
            documents.enter(path);
        } else {
            documents.add(path, type);
        }
    }

    /** The type of what the rule adds to the document of its constant path; null if nothing is known. */
    private Type contributed(CoreRule rule) {
        Type type = scope.of(rule.key() != null ? rule.key() : rule.value());
        if (rule.key() != null) {
            return type == null || !rule.tail().isEmpty() ? null : new Type.SetOf(type);
        }
        for (int i = rule.tail().size() - 1; i >= 0; i--) {
            Type key = scope.of(rule.tail().get(i));
            if (key == null || type == null) {
                return null;
            }
            type = new Type.ObjectOf(Map.of(), key, type);
        }
        return type;
    }

    private void body(Core.Body body) {
        for (Core.Statement s : body.statements) {
            statement(s);
        }
    }

    private void statement(Core.Statement s) {
        terms(s);
        if (s.action() instanceof Core.Unify u) {
            equality(u.left(), u.right(), s.at());
        } else if (s.action() instanceof Core.Call c) {
            call(c, s.at());
        }
    }

    /** Checks the references and closures of a statement, which is all that OPA checks in the body of an every. */
    private void terms(Core.Statement s) {
        s.withs().forEach(w -> {
            if (w.value() != null) {
                term(w.value());
            }
        });
        if (s.action() instanceof Core.Truth t) {
            term(t.term());
        } else if (s.action() instanceof Core.Unify u) {
            term(u.left());
            term(u.right());
        } else if (s.action() instanceof Core.Call c) {
            c.args().forEach(this::term);
            if (c.result() != null) {
                term(c.result());
            }
        } else if (s.action() instanceof Core.Every e) {
            term(e.domain());
            e.body().statements.forEach(this::terms);
        }
    }

    private void call(Core.Call c, Location at) {
        String name = c.callee().builtin();
        if ("equal".equals(name) && c.result() == null) {
            equality(c.args().get(0), c.args().get(1), at);
            return;
        }
        Signature signature = name == null
                ? function(c.callee().function())
                : Builtins.find(name).signature();
        if (signature == null) {
            return;
        }
        if (name != null) {
            checkNotHidden(name, at);
        }
        boolean fits = c.result() == null || signature.result() != null;
        for (int i = 0; i < c.args().size() && fits; i++) {
            fits = unifier.fits(c.args().get(i), signature.args().get(i));
        }
        if (!fits || c.result() != null && !unifier.fits(c.result(), signature.result())) {
            throw mismatch(name == null ? c.callee().function().name() : name, c, signature, at);
        }
    }

    /** A variable that nothing declares hides the built-ins of its name as soon as it is known to hold no such function. */
    private void checkNotHidden(String name, Location at) {
        String[] path = name.split("\\.");
        Type hiding = path.length == 1 ? null : scope.named(path[0], depth);
        if (hiding == null) {
            return;
        }
        for (int i = 1; i < path.length && hiding != null; i++) {
            hiding = Type.select(hiding, StringValue.of(path[i]));
        }
        if (!Type.ANY.equals(hiding)) {
            throw RegoError.invalid(RegoError.TYPE, "undefined function " + name, at);
        }
    }

    private Signature function(RuleGroup group) {
        TypeTree place = documents.enter(group.path());
        return place.function();
    }

    private RegoError mismatch(String name, Core.Call c, Signature signature, Location at) {
        List<String> have = new ArrayList<>();
        c.args().forEach(a -> have.add(Type.text(scope.of(a))));
        List<String> want = new ArrayList<>();
        signature.args().forEach(t -> want.add(Type.text(t)));
        return RegoError.invalid(
                RegoError.TYPE,
                name + ": invalid argument(s)\n\thave: (" + String.join(", ", have) + ")\n\twant: ("
                        + String.join(", ", want) + ")",
                at);
    }

    private void equality(Core.Term a, Core.Term b, Location at) {
        Type left = scope.of(a);
        Type right = scope.of(b);
        if (!unifier.equal(a, b)) {
            throw RegoError.invalid(
                    RegoError.TYPE,
                    "match error\n\tleft  : " + Type.text(left) + "\n\tright : " + Type.text(right),
                    at);
        }
    }

    /** Checks the references and closures of a term. */
    private void term(Core.Term t) {
        closures(t);
        if (t instanceof Core.Reference r) {
            references.check(r);
        }
    }

    private void closures(Core.Term t) {
        if (t instanceof Core.Closure c) {
            depth++;
            body(c.body());
            closures(c.head());
            if (c.key() != null) {
                closures(c.key());
            }
            depth--;
        } else if (t instanceof Core.Array a) {
            a.elements().forEach(this::closures);
        } else if (t instanceof Core.SetOf s) {
            s.elements().forEach(this::closures);
        } else if (t instanceof Core.ObjectOf o) {
            o.keys().forEach(this::closures);
            o.values().forEach(this::closures);
        } else if (t instanceof Core.Reference r) {
            r.path().forEach(this::closures);
        }
    }
}
