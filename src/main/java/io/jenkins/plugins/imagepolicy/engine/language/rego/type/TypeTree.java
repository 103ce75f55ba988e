package io.jenkins.plugins.imagepolicy.engine.language.rego.type;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of what the rules define, by its path below {@code data}. Source: OPA ast/env.go. */
public final class TypeTree {
    private final Map<Value, TypeTree> children = new LinkedHashMap<>();
    private Type type;
    private Signature function;

    /** The place one key further down, or null. */
    public TypeTree child(Value key) {
        return children.get(key);
    }

    /** True where nothing lies below. */
    public boolean isEmpty() {
        return children.isEmpty();
    }

    /** The type of the document here; null where the place only leads on, or is a function. */
    public Type type() {
        return type;
    }

    /** The function here, or null. */
    public Signature function() {
        return function;
    }

    /** Makes the place known without saying anything of its type. */
    public TypeTree enter(List<Value> path) {
        TypeTree place = this;
        for (Value key : path) {
            place = place.children.computeIfAbsent(key, k -> new TypeTree());
        }
        return place;
    }

    public void addFunction(List<Value> path, Signature signature) {
        TypeTree place = enter(path);
        place.function = place.function == null ? signature : place.function.or(signature);
    }

    /** Adds what one rule contributes, also to the objects above it that are known, and from the documents below. */
    public void add(List<Value> path, Type added) {
        TypeTree place = this;
        for (int i = 0; i < path.size(); i++) {
            place = place.children.computeIfAbsent(path.get(i), k -> new TypeTree());
            List<Value> below = path.subList(i + 1, path.size());
            if (place.type instanceof Type.ObjectOf object && !below.isEmpty()) {
                place.type = with(object, below, added);
            }
        }
        place.type = merge(place.type, added);
        if (added instanceof Type.ObjectOf) {
            place.addBelow(place, new ArrayList<>());
        }
    }

    private void addBelow(TypeTree place, List<Value> path) {
        place.children.forEach((key, child) -> {
            path.add(key);
            if (child.type == null) {
                addBelow(child, path);
            } else if (type instanceof Type.ObjectOf object) {
                type = with(object, path, child.type);
            }
            path.remove(path.size() - 1);
        });
    }

    private static Type.ObjectOf with(Type.ObjectOf object, List<Value> path, Type added) {
        Type value = path.size() == 1
                ? added
                : with(new Type.ObjectOf(Map.of(), null, null), path.subList(1, path.size()), added);
        Type keys = Type.or(object.keys(), Type.of(path.get(0)));
        return new Type.ObjectOf(object.fixed(), keys, Type.or(object.values(), value));
    }

    private static Type merge(Type a, Type b) {
        if (a instanceof Type.SetOf x && b instanceof Type.SetOf y) {
            return new Type.SetOf(Type.or(x.elements(), y.elements()));
        }
        boolean plain = a instanceof Type.ObjectOf x
                && b instanceof Type.ObjectOf y
                && x.fixed().isEmpty()
                && y.fixed().isEmpty();
        if (plain) {
            Type.ObjectOf x = (Type.ObjectOf) a;
            Type.ObjectOf y = (Type.ObjectOf) b;
            return new Type.ObjectOf(Map.of(), Type.or(x.keys(), y.keys()), merge(x.values(), y.values()));
        }
        return Type.or(a, b);
    }

    /** The type of the document at this place with all below it; the data may hold more, of any type. */
    public Type extent() {
        if (type != null) {
            return type;
        }
        Map<Value, Type> fixed = new LinkedHashMap<>();
        children.forEach((key, child) -> {
            boolean scalar = key instanceof StringValue || key instanceof NumberValue || key instanceof BooleanValue;
            if (scalar && child.function == null) {
                fixed.put(key, child.extent());
            }
        });
        return new Type.ObjectOf(fixed, Type.STRING, Type.ANY);
    }
}
