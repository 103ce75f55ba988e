package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.List;

/**
 * A function. {@code parameters} are kind masks. {@code onStructure}: it asks for the shape of its first argument only, and the
 * evaluator answers. {@code strict}: CUE itself needs every element concrete; otherwise elements that are not end the evaluation.
 */
public record Function(
        String pkg,
        String name,
        List<Integer> parameters,
        boolean predicate,
        boolean onStructure,
        boolean strict,
        Body body) {

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
