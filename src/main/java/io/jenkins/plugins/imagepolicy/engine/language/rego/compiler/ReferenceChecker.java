package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.Type;
import io.jenkins.plugins.imagepolicy.engine.language.rego.type.TypeTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.List;

/** Refuses references to what a document cannot have; variables in their paths take the type of the keys there. */
final class ReferenceChecker {
    private final TypeScope scope;
    private final TypeUnifier unifier;

    ReferenceChecker(TypeScope scope, TypeUnifier unifier) {
        this.scope = scope;
        this.unifier = unifier;
    }

    void check(Core.Reference r) {
        switch (r.root()) {
            case INPUT -> follow(Type.ANY, r, 0);
            case VARIABLE -> {
                if (scope.variable(r.head()) == null) {
                    scope.put(r.head(), Type.ANY);
                }
                follow(scope.variable(r.head()), r, 0);
            }
            case DATA -> document(r);
        }
    }

    private void document(Core.Reference r) {
        TypeTree place = scope.documents();
        List<Core.Term> path = r.path();
        for (int i = 0; i < path.size(); i++) {
            Core.Term key = path.get(i);
            boolean text = key instanceof Core.Constant c && c.value() instanceof StringValue;
            // The first two terms of a path are names of packages and rules, where there are any.
            if (i < 2 && !place.isEmpty() && !text && !(key instanceof Core.Name)) {
                throw undefined(r);
            }
            if (key instanceof Core.Name n) {
                key(n.variable(), Type.keys(place.extent()), r);
            }
            TypeTree child = key instanceof Core.Constant c ? place.child(c.value()) : null;
            if (child == null) {
                follow(Type.ANY, r, 0);
                return;
            }
            if (child.function() != null) {
                throw undefined(r);
            }
            if (child.type() != null) {
                follow(child.type(), r, i + 1);
                return;
            }
            place = child;
        }
    }

    private void key(Variable v, Type keys, Core.Reference r) {
        Type before = scope.variable(v);
        if (v.isFunction) {
            throw undefined(r);
        }
        if (before == null) {
            scope.put(v, keys);
        } else if (!Type.unifies(before, keys)) {
            throw undefined(r);
        }
    }

    private void follow(Type from, Core.Reference r, int start) {
        Type t = from;
        for (Core.Term key : r.path().subList(start, r.path().size())) {
            Type keys = Type.keys(t);
            if (keys == null) {
                throw undefined(r);
            }
            if (key instanceof Core.Constant c && !isCollection(c.value())) {
                t = Type.select(t, c.value());
                if (t == null) {
                    throw undefined(r);
                }
                continue;
            }
            if (key instanceof Core.Name n) {
                key(n.variable(), keys, r);
            } else if (!unifier.fits(key, keys)) {
                throw undefined(r);
            }
            t = Type.values(t);
        }
    }

    private static boolean isCollection(Value v) {
        return v instanceof ArrayValue || v instanceof ObjectValue || v instanceof SetValue;
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
}
