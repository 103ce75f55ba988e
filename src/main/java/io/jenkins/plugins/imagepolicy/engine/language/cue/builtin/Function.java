package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.List;

/**
 * A function. {@code parameters} are kind masks; a {@code predicate} without its first argument is a validator.
 *
 * @param defaults what the last parameters are when a call does not give them
 * @param body null when the evaluator answers itself
 * @param validation what it does as a validator, where it differs from a call in what it finds equal
 */
public record Function(
        String pkg,
        String name,
        List<Integer> parameters,
        List<Data> defaults,
        boolean predicate,
        Mode mode,
        Body body,
        Body validation) {

    /** A parameter's mask holds the kind of a list's elements, if they must be of one, in its upper half. */
    static final int ELEMENT_SHIFT = 16;

    /** The kinds that the argument may be. */
    public int kind(int parameter) {
        return parameters.get(parameter) & 0xffff;
    }

    /** The kind of the elements of a list, or 0 for any. */
    public int elementKind(int parameter) {
        return parameters.get(parameter) >>> ELEMENT_SHIFT;
    }

    /** What a function needs to know of its arguments. */
    public enum Mode {
        /** Data throughout, as CUE does. */
        STRICT,
        /** Data, though CUE would take elements that are not concrete: those end the evaluation. */
        LOOSE,
        /** As {@link #LOOSE}, and moves the elements of its first argument without a look at them. */
        ELEMENTS,
        /** The number of elements or fields of the first argument. */
        SHAPE,
        /** The other arguments as schemas for the first. */
        SCHEMA,
        /** Data first, and a comparator, which the evaluator applies. */
        ORDER
    }

    /** What the function does. */
    @FunctionalInterface
    public interface Body {
        /** Returns the result or throws {@link CallError}. The arguments are of the declared kinds. */
        Data apply(Arguments arguments);
    }

    public String qualifiedName() {
        return pkg.isEmpty() ? name : pkg.substring(pkg.lastIndexOf('/') + 1) + "." + name;
    }
}
