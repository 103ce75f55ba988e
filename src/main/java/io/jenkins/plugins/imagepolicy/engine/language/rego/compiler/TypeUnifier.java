package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Type;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Whether terms can be equal or be of a type; variables without a type take theirs on the way. */
final class TypeUnifier {
    private final TypeScope scope;

    TypeUnifier(TypeScope scope) {
        this.scope = scope;
    }

    /** Whether the two terms can be equal. */
    boolean equal(Core.Term a, Core.Term b) {
        if (isFunction(a) || isFunction(b)) {
            return false;
        }
        Type left = scope.of(a);
        Type right = scope.of(b);
        if (left == null && right != null) {
            return fits(a, right);
        }
        if (right == null && left != null) {
            return fits(b, left);
        }
        return left != null ? Type.unifies(left, right) : parts(a, b);
    }

    private static boolean isFunction(Core.Term t) {
        return t instanceof Core.Name n && n.variable().isFunction;
    }

    /** Neither side is known as a whole: their parts may be. */
    private boolean parts(Core.Term a, Core.Term b) {
        if (a instanceof Core.Name && b instanceof Core.Name) {
            return fits(a, Type.ANY) && fits(b, Type.ANY);
        }
        boolean collections = a instanceof Core.Array || a instanceof Core.ObjectOf;
        if (a instanceof Core.Name && (b instanceof Core.Array || b instanceof Core.ObjectOf)) {
            return parts(b, a);
        }
        if (collections && b instanceof Core.Name) {
            fits(a, Type.ANY);
            scope.settle(a);
            return fits(b, scope.of(a));
        }
        if (a instanceof Core.Array x && b instanceof Core.Array y) {
            return all(x.elements(), y.elements());
        }
        return a instanceof Core.ObjectOf x && b instanceof Core.ObjectOf y && objects(x, y);
    }

    private boolean all(List<Core.Term> x, List<Core.Term> y) {
        if (x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!equal(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean objects(Core.ObjectOf x, Core.ObjectOf y) {
        if (x.keys().size() != y.keys().size()) {
            return false;
        }
        for (int i = 0; i < x.keys().size(); i++) {
            int other = y.keys().indexOf(x.keys().get(i));
            if (other < 0 || !equal(x.values().get(i), y.values().get(other))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the term can be of the type. */
    boolean fits(Core.Term t, Type type) {
        return fits(t, type, false);
    }

    /** @param union true where the type is one of several that a variable may have */
    private boolean fits(Core.Term t, Type type, boolean union) {
        if (type == null) {
            return false;
        }
        if (t instanceof Core.Name n) {
            if (n.variable().isFunction) {
                return false;
            }
            Type before = scope.variable(n.variable());
            if (before != null && !union) {
                return Type.unifies(before, type);
            }
            scope.put(n.variable(), Type.or(before, type));
            return true;
        }
        if (t instanceof Core.Constant c) {
            return fits(c.value(), type);
        }
        if (t instanceof Core.Reference || t instanceof Core.Closure) {
            return Type.unifies(TypeScope.known(scope.of(t)), type);
        }
        if (type instanceof Type.Union u) {
            boolean any = u.of().isEmpty();
            if (any) {
                children(t).forEach(child -> fits(child, Type.ANY, true));
            }
            for (Type each : u.of()) {
                any |= fits(t, each, true);
            }
            return any;
        }
        return collection(t, type, union);
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
                if (!fits(a.at(i), wanted.at(i))) {
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
                if (!fits(a.elements().get(i), wanted.at(i), union)) {
                    return false;
                }
            }
            return true;
        }
        if (t instanceof Core.SetOf s && type instanceof Type.SetOf wanted) {
            return s.elements().stream().allMatch(e -> fits(e, wanted.elements(), union));
        }
        if (t instanceof Core.ObjectOf o && type instanceof Type.ObjectOf wanted) {
            if (o.keys().size() != wanted.fixed().size() && wanted.values() == null) {
                return false;
            }
            for (int i = 0; i < o.keys().size(); i++) {
                Type each = o.keys().get(i) instanceof Core.Constant c ? Type.select(wanted, c.value()) : Type.ANY;
                if (!fits(o.values().get(i), each, union)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }
}
