package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Type;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.TypeTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known so far of the types of variables, and the types of terms that follow from it. */
final class TypeScope {
    private final TypeTree documents;
    private final Map<Variable, Type> variables = new HashMap<>();

    /** @param documents what the rules define */
    TypeScope(TypeTree documents) {
        this.documents = documents;
    }

    TypeTree documents() {
        return documents;
    }

    /** The type of the variable, or null if nothing is known yet. */
    Type variable(Variable v) {
        return variables.get(v);
    }

    /** The type of a variable that is called so, of a body with at most {@code depth} closures around it; or null. */
    Type named(String name, int depth) {
        for (Map.Entry<Variable, Type> known : variables.entrySet()) {
            if (known.getKey().depth() <= depth && name.equals(known.getKey().name())) {
                return known.getValue();
            }
        }
        return null;
    }

    void put(Variable v, Type type) {
        variables.put(v, type);
    }

    /** What is still unknown of the term may be anything. */
    void settle(Core.Term term) {
        Vars.of(term).forEach(v -> variables.putIfAbsent(v, Type.ANY));
    }

    static Type known(Type t) {
        return t == null ? Type.ANY : t;
    }

    /** The type of a term, or null if a variable in it has none yet. */
    Type of(Core.Term t) {
        if (t instanceof Core.Constant c) {
            return Type.of(c.value());
        }
        if (t instanceof Core.Name n) {
            return variables.get(n.variable());
        }
        if (t instanceof Core.Reference r) {
            return reference(r);
        }
        if (t instanceof Core.Array a) {
            List<Type> fixed = new ArrayList<>();
            for (Core.Term e : a.elements()) {
                fixed.add(of(e));
            }
            return fixed.contains(null) ? null : new Type.Array(fixed, null);
        }
        if (t instanceof Core.SetOf s) {
            return set(s);
        }
        if (t instanceof Core.ObjectOf o) {
            return object(o);
        }
        Core.Closure c = (Core.Closure) t;
        Type head = known(of(c.head()));
        return switch (c.kind()) {
            case ARRAY -> new Type.Array(List.of(), head);
            case SET -> new Type.SetOf(head);
            case OBJECT -> new Type.ObjectOf(Map.of(), known(of(c.key())), head);
        };
    }

    private Type set(Core.SetOf s) {
        Type elements = null;
        for (Core.Term e : s.elements()) {
            Type each = of(e);
            if (each == null) {
                return null;
            }
            elements = Type.or(elements, each);
        }
        return new Type.SetOf(known(elements));
    }

    private Type object(Core.ObjectOf o) {
        Map<Value, Type> fixed = new LinkedHashMap<>();
        Type keys = null;
        Type values = null;
        for (int i = 0; i < o.keys().size(); i++) {
            Type value = of(o.values().get(i));
            Type key = of(o.keys().get(i));
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

    private Type reference(Core.Reference r) {
        return switch (r.root()) {
            case INPUT -> Type.ANY;
            case VARIABLE -> select(known(variables.get(r.head())), r.path());
            case DATA -> document(r.path());
        };
    }

    private Type document(List<Core.Term> path) {
        TypeTree place = documents;
        for (int i = 0; i < path.size(); i++) {
            TypeTree child = path.get(i) instanceof Core.Constant c ? place.child(c.value()) : null;
            boolean variable = !(path.get(i) instanceof Core.Constant);
            if (child == null && (variable || place.type() != null)) {
                return select(place.extent(), path.subList(i, path.size()));
            }
            if (child == null || child.function() != null) {
                return Type.ANY;
            }
            place = child;
        }
        return place.extent();
    }

    /** The type at the end of a path; any where the path leads to nothing, which is refused elsewhere. */
    private static Type select(Type from, List<Core.Term> path) {
        Type t = from;
        for (Core.Term key : path) {
            t = key instanceof Core.Constant c ? Type.select(t, c.value()) : Type.values(t);
            if (t == null) {
                return Type.ANY;
            }
        }
        return t;
    }
}
