package io.jenkins.plugins.imagepolicy.engine.language.cel;

import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;

/**
 * A function for expressions.
 *
 * @param member whether it is called on its first argument: {@code x.name()}
 * @param types of the arguments
 * @param classes of the arguments at run time, in the order of {@code types}
 */
public record CelFunction(
        String name, boolean member, CelType result, List<CelType> types, List<Class<?>> classes, Body body) {
    public CelFunction {
        types = List.copyOf(types);
        classes = List.copyOf(classes);
    }

    /** What the function does. */
    @FunctionalInterface
    public interface Body {
        Object call(Object[] arguments) throws Failure;
    }

    /** The function cannot give a value. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        public Failure(String message) {
            super(message);
        }

        public Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param typesAndClasses types and classes of the arguments by turns */
    public static CelFunction global(String name, CelType result, Body body, Object... typesAndClasses) {
        return of(name, false, result, body, typesAndClasses);
    }

    /** @param typesAndClasses types and classes by turns, the receiver's first */
    public static CelFunction member(String name, CelType result, Body body, Object... typesAndClasses) {
        return of(name, true, result, body, typesAndClasses);
    }

    private static CelFunction of(String name, boolean member, CelType result, Body body, Object[] typesAndClasses) {
        List<CelType> types = new ArrayList<>();
        List<Class<?>> classes = new ArrayList<>();
        for (int i = 0; i < typesAndClasses.length; i += 2) {
            types.add((CelType) typesAndClasses[i]);
            classes.add((Class<?>) typesAndClasses[i + 1]);
        }
        return new CelFunction(name, member, result, types, classes, body);
    }
}
