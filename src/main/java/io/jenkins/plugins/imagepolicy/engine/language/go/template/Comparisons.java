package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import java.util.Arrays;
import java.util.List;

/** {@code eq}, {@code ne}, {@code lt}, {@code le}, {@code gt} and {@code ge}: of values of one kind. */
final class Comparisons {
    private Comparisons() {}

    static boolean holds(String name, GoValue first, List<GoValue> others) throws TemplateException {
        if (others.isEmpty()) {
            throw new TemplateException("missing argument for comparison");
        }
        if (name.equals("eq")) {
            for (GoValue other : others) {
                if (equal(first, other)) {
                    return true;
                }
            }
            return false;
        }
        if (others.size() != 1) {
            throw new TemplateException("wrong number of args for " + name);
        }
        GoValue second = others.get(0);
        return switch (name) {
            case "ne" -> !equal(first, second);
            case "lt" -> less(first, second);
            case "le" -> less(first, second) || equal(first, second);
            case "gt" -> !less(first, second) && !equal(first, second);
            default -> !less(first, second);
        };
    }

    private static boolean equal(GoValue a, GoValue b) throws TemplateException {
        if (a instanceof GoValue.Nil || b instanceof GoValue.Nil) {
            return a instanceof GoValue.Nil && b instanceof GoValue.Nil;
        }
        if (a.getClass() != b.getClass()) {
            throw new TemplateException("incompatible types for comparison");
        }
        if (a instanceof GoValue.ListOf || a instanceof GoValue.MapOf) {
            throw new TemplateException("non-comparable type " + a.type());
        }
        return a instanceof GoValue.Text t ? t.value().equals(((GoValue.Text) b).value()) : a.equals(b);
    }

    private static boolean less(GoValue a, GoValue b) throws TemplateException {
        if (a.getClass() != b.getClass()) {
            throw new TemplateException("incompatible types for comparison");
        }
        if (a instanceof GoValue.Int i) {
            return i.value() < ((GoValue.Int) b).value();
        }
        if (a instanceof GoValue.Float f) {
            return f.value() < ((GoValue.Float) b).value();
        }
        if (a instanceof GoValue.Text t) {
            return Arrays.compareUnsigned(Utf8.encode(t.value()), Utf8.encode(((GoValue.Text) b).value())) < 0;
        }
        throw new TemplateException("invalid type for comparison");
    }
}
