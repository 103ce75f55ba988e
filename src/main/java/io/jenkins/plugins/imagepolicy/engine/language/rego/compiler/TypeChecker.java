package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.Builtins;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Signature;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Type;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses what cannot be right whatever the input: arguments of the wrong type, unifications that cannot succeed,
 * references to what a document cannot have. Source: OPA ast/check.go.
 */
final class TypeChecker {
    private final Program program;
    private final Map<RuleGroup, List<CoreRule>> rules;
    private final Map<RuleGroup, Type> documents = new HashMap<>();
    private final Map<RuleGroup, Signature> functions = new HashMap<>();
    private final Map<Variable, Type> variables = new HashMap<>();

    TypeChecker(Program program, Map<RuleGroup, List<CoreRule>> rules) {
        this.program = program;
        this.rules = rules;
    }

    /** @param order the groups, each behind those it needs */
    void check(List<RuleGroup> order) {
        for (RuleGroup group : order) {
            for (CoreRule rule : rules.get(group)) {
                for (CoreRule r = rule; r != null; r = r.orElse()) {
                    check(r);
                }
            }
        }
    }

    void checkQuery(Core.Body body) {
        body(body);
    }

    private void check(CoreRule rule) {
        rule.args().forEach(arg -> Vars.of(arg).forEach(v -> {
            if (!v.isGenerated()) {
                variables.put(v, Type.ANY);
            }
        }));
        body(rule.body());
        rule.args().forEach(this::closures);
        if (rule.value() != null) {
            closures(rule.value());
        }
        if (rule.key() != null) {
            closures(rule.key());
        }
        RuleGroup group = rule.group();
        Type result = known(rule.key() != null ? type(rule.key()) : type(rule.value()));
        if (rule.key() != null) {
            result = new Type.SetOf(result);
        }
        if (group.kind() == RuleGroup.Kind.FUNCTION) {
            List<Type> args = new ArrayList<>();
            rule.args().forEach(arg -> args.add(known(type(arg))));
            functions.merge(group, new Signature(args, result), TypeChecker::either);
            return;
        }
        for (int i = rule.tail().size() - 1; i >= 0; i--) {
            result = new Type.ObjectOf(Map.of(), known(type(rule.tail().get(i))), result);
        }
        documents.merge(group, result, Type::or);
    }

    private static Signature either(Signature a, Signature b) {
        List<Type> args = new ArrayList<>();
        for (int i = 0; i < a.args().size(); i++) {
            args.add(Type.or(a.args().get(i), b.args().get(i)));
        }
        return new Signature(args, Type.or(a.result(), b.result()));
    }

    private static Type known(Type t) {
        return t == null ? Type.ANY : t;
    }

    private void body(Core.Body body) {
        for (Core.Statement s : body.statements) {
            statement(s);
        }
    }

    private void statement(Core.Statement s) {
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
            equality(u.left(), u.right(), s.at());
        } else if (s.action() instanceof Core.Call c) {
            call(c, s.at());
        } else if (s.action() instanceof Core.Every e) {
            term(e.domain());
            Type domain = known(type(e.domain()));
            if (e.key() != null) {
                variables.put(e.key(), known(Type.keys(domain)));
            }
            variables.put(e.value(), known(Type.values(domain)));
            body(e.body());
        }
    }

    private void call(Core.Call c, Location at) {
        c.args().forEach(this::term);
        if (c.result() != null) {
            term(c.result());
        }
        String name = c.callee().builtin();
        if ("equal".equals(name) && c.result() == null) {
            equality(c.args().get(0), c.args().get(1), at);
            return;
        }
        Signature signature = name == null ? functions.get(c.callee().function()) : builtin(name);
        if (signature == null) {
            return;
        }
        String shown = name == null ? c.callee().function().name() : name;
        for (int i = 0; i < c.args().size(); i++) {
            if (!unify(c.args().get(i), signature.args().get(i), false)) {
                throw mismatch(shown, c, signature, at);
            }
        }
        if (c.result() != null && !unify(c.result(), signature.result(), false)) {
            throw mismatch(shown, c, signature, at);
        }
    }

    private RegoError mismatch(String name, Core.Call c, Signature signature, Location at) {
        List<String> have = new ArrayList<>();
        c.args().forEach(a -> have.add(Type.text(type(a))));
        List<String> want = new ArrayList<>();
        signature.args().forEach(t -> want.add(Type.text(t)));
        return RegoError.invalid(
                RegoError.TYPE,
                name + ": invalid argument(s)\n\thave: (" + String.join(", ", have) + ")\n\twant: ("
                        + String.join(", ", want) + ")",
                at);
    }

    private static Signature builtin(String name) {
        return Builtins.find(name).signature();
    }

    private void equality(Core.Term a, Core.Term b, Location at) {
        Type left = type(a);
        Type right = type(b);
        boolean fits = left == null && right != null
                ? unify(a, right, false)
                : right == null && left != null ? unify(b, left, false) : left == null || Type.unifies(left, right);
        if (!fits) {
            throw RegoError.invalid(
                    RegoError.TYPE,
                    "match error\n\tleft  : " + Type.text(left) + "\n\tright : " + Type.text(right),
                    at);
        }
        if (left == null && right == null) {
            parts(a, b, at);
        }
    }

    /** Neither side is known as a whole: their parts may be. */
    private void parts(Core.Term a, Core.Term b, Location at) {
        if (a instanceof Core.Array x && b instanceof Core.Array y) {
            if (x.elements().size() != y.elements().size()) {
                throw RegoError.invalid(RegoError.TYPE, "match error", at);
            }
            for (int i = 0; i < x.elements().size(); i++) {
                equality(x.elements().get(i), y.elements().get(i), at);
            }
        } else {
            Vars.of(a).forEach(v -> variables.putIfAbsent(v, Type.ANY));
            Vars.of(b).forEach(v -> variables.putIfAbsent(v, Type.ANY));
        }
    }

    /** The type of a term, or null if a variable in it has none yet. */
    private Type type(Core.Term t) {
        if (t instanceof Core.Constant c) {
            return Type.of(c.value());
        }
        if (t instanceof Core.Name n) {
            return variables.get(n.variable());
        }
        if (t instanceof Core.Reference r) {
            return referenceType(r);
        }
        if (t instanceof Core.Array a) {
            List<Type> fixed = new ArrayList<>();
            for (Core.Term e : a.elements()) {
                fixed.add(type(e));
            }
            return fixed.contains(null) ? null : new Type.Array(fixed, null);
        }
        if (t instanceof Core.SetOf s) {
            Type elements = null;
            for (Core.Term e : s.elements()) {
                Type each = type(e);
                if (each == null) {
                    return null;
                }
                elements = Type.or(elements, each);
            }
            return new Type.SetOf(known(elements));
        }
        if (t instanceof Core.ObjectOf o) {
            return objectType(o);
        }
        Core.Closure c = (Core.Closure) t;
        Type head = known(type(c.head()));
        return switch (c.kind()) {
            case ARRAY -> new Type.Array(List.of(), head);
            case SET -> new Type.SetOf(head);
            case OBJECT -> new Type.ObjectOf(Map.of(), known(type(c.key())), head);
        };
    }

    private Type objectType(Core.ObjectOf o) {
        Map<Value, Type> fixed = new LinkedHashMap<>();
        Type keys = null;
        Type values = null;
        for (int i = 0; i < o.keys().size(); i++) {
            Type value = type(o.values().get(i));
            Type key = type(o.keys().get(i));
            if (value == null || key == null) {
                return null;
            }
            if (o.keys().get(i) instanceof Core.Constant c) {
                fixed.put(c.value(), value);
            } else {
                keys = Type.or(keys, key);
                values = Type.or(values, value);
            }
        }
        return new Type.ObjectOf(fixed, keys, values);
    }

    private Type base(Core.Reference r) {
        return r.root() == Core.Root.VARIABLE ? known(variables.get(r.head())) : Type.ANY;
    }

    /** How many terms of a data path lead to a rule's document, or -1 where no rule decides. */
    private int documentLength(Core.Reference r) {
        RuleTree place = program.tree();
        for (int i = 0; i < r.path().size(); i++) {
            place = r.path().get(i) instanceof Core.Constant c ? place.child(c.value()) : null;
            if (place == null) {
                return -1;
            }
            if (place.group() != null) {
                return place.children().isEmpty() && documents.containsKey(place.group()) ? i + 1 : -1;
            }
        }
        return -1;
    }

    private RuleGroup group(Core.Reference r, int length) {
        RuleTree place = program.tree();
        for (Core.Term t : r.path().subList(0, length)) {
            place = place.child(((Core.Constant) t).value());
        }
        return place.group();
    }

    private Type referenceType(Core.Reference r) {
        int from = 0;
        Type t = base(r);
        if (r.root() == Core.Root.DATA) {
            from = documentLength(r);
            if (from < 0) {
                return Type.ANY;
            }
            t = documents.get(group(r, from));
        }
        for (Core.Term key : r.path().subList(from, r.path().size())) {
            t = key instanceof Core.Constant c ? Type.select(t, c.value()) : Type.values(t);
            if (t == null) {
                return Type.ANY;
            }
        }
        return t;
    }

    /** Checks the references and closures of a term. */
    private void term(Core.Term t) {
        closures(t);
        if (t instanceof Core.Reference r) {
            reference(r);
        }
    }

    private void closures(Core.Term t) {
        if (t instanceof Core.Closure c) {
            body(c.body());
            closures(c.head());
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

    private void reference(Core.Reference r) {
        int from = 0;
        Type t = base(r);
        if (r.root() == Core.Root.DATA) {
            from = documentLength(r);
            if (from < 0) {
                checkNoFunction(r);
                r.path().forEach(key -> Vars.of(key).forEach(v -> variables.putIfAbsent(v, Type.ANY)));
                return;
            }
            t = documents.get(group(r, from));
        }
        for (Core.Term key : r.path().subList(from, r.path().size())) {
            Type keys = Type.keys(t);
            if (keys == null) {
                throw undefined(r);
            }
            if (key instanceof Core.Constant c) {
                t = Type.select(t, c.value());
                if (t == null) {
                    throw undefined(r);
                }
            } else {
                if (!unify(key, keys, false)) {
                    throw undefined(r);
                }
                t = known(Type.values(t));
            }
        }
    }

    /** A function is no document. */
    private void checkNoFunction(Core.Reference r) {
        RuleTree place = program.tree();
        for (Core.Term t : r.path()) {
            place = t instanceof Core.Constant c && place != null ? place.child(c.value()) : null;
        }
        if (place != null && place.group() != null && place.group().kind() == RuleGroup.Kind.FUNCTION) {
            throw undefined(r);
        }
    }

    private static RegoError undefined(Core.Reference r) {
        StringBuilder text = new StringBuilder(
                switch (r.root()) {
                    case INPUT -> "input";
                    case DATA -> "data";
                    case VARIABLE -> r.head().name();
                });
        for (Core.Term t : r.path()) {
            String key = t instanceof Core.Constant c
                    ? c.value().toString()
                    : t instanceof Core.Name n ? n.variable().name() : "_";
            text.append('[').append(key).append(']');
        }
        return RegoError.invalid(RegoError.TYPE, "undefined ref: " + text, r.at());
    }

    /** Fits a term to a type; variables without a type take theirs. */
    private boolean unify(Core.Term t, Type type, boolean union) {
        if (type == null) {
            return false;
        }
        if (t instanceof Core.Name n) {
            Type before = variables.get(n.variable());
            if (before != null && !union) {
                return Type.unifies(before, type);
            }
            variables.put(n.variable(), Type.or(before, type));
            return true;
        }
        if (t instanceof Core.Array || t instanceof Core.ObjectOf || t instanceof Core.SetOf) {
            if (type instanceof Type.Union u) {
                boolean any = u.of().isEmpty();
                if (any) {
                    children(t).forEach(child -> unify(child, Type.ANY, true));
                }
                for (Type each : u.of()) {
                    any |= unify(t, each, true);
                }
                return any;
            }
            return collection(t, type, union);
        }
        return t instanceof Core.Constant c ? fits(c.value(), type) : Type.unifies(known(type(t)), type);
    }

    /** Whether a literal is of the type, all that it holds included. */
    private static boolean fits(Value v, Type type) {
        if (type == null) {
            return false;
        }
        if (type instanceof Type.Union u) {
            return u.of().isEmpty() || u.of().stream().anyMatch(each -> fits(v, each));
        }
        if (v instanceof ArrayValue a && type instanceof Type.Array wanted) {
            if (a.size() != wanted.fixed().size() && wanted.others() == null) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!fits(a.at(i), i < wanted.fixed().size() ? wanted.fixed().get(i) : wanted.others())) {
                    return false;
                }
            }
            return true;
        }
        if (v instanceof SetValue s && type instanceof Type.SetOf wanted) {
            for (Value each : s) {
                if (!fits(each, wanted.elements())) {
                    return false;
                }
            }
            return true;
        }
        if (v instanceof ObjectValue o && type instanceof Type.ObjectOf wanted) {
            if (o.size() != wanted.fixed().size() && wanted.values() == null) {
                return false;
            }
            for (int i = 0; i < o.size(); i++) {
                if (!fits(o.valueAt(i), Type.select(wanted, o.keyAt(i)))) {
                    return false;
                }
            }
            return true;
        }
        return Type.unifies(Type.of(v), type);
    }

    private static List<Core.Term> children(Core.Term t) {
        if (t instanceof Core.Array a) {
            return a.elements();
        }
        if (t instanceof Core.SetOf s) {
            return s.elements();
        }
        List<Core.Term> all = new ArrayList<>(((Core.ObjectOf) t).keys());
        all.addAll(((Core.ObjectOf) t).values());
        return all;
    }

    private boolean collection(Core.Term t, Type type, boolean union) {
        if (t instanceof Core.Array a && type instanceof Type.Array wanted) {
            if (a.elements().size() != wanted.fixed().size() && wanted.others() == null) {
                return false;
            }
            for (int i = 0; i < a.elements().size(); i++) {
                Type each = i < wanted.fixed().size() ? wanted.fixed().get(i) : wanted.others();
                if (!unify(a.elements().get(i), each, union)) {
                    return false;
                }
            }
            return true;
        }
        if (t instanceof Core.SetOf s && type instanceof Type.SetOf wanted) {
            return s.elements().stream().allMatch(e -> unify(e, wanted.elements(), union));
        }
        if (t instanceof Core.ObjectOf o && type instanceof Type.ObjectOf wanted) {
            if (o.keys().size() != wanted.fixed().size() && wanted.values() == null) {
                return false;
            }
            for (int i = 0; i < o.keys().size(); i++) {
                Type each = o.keys().get(i) instanceof Core.Constant c ? Type.select(wanted, c.value()) : Type.ANY;
                if (!unify(o.values().get(i), each, union)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }
}
