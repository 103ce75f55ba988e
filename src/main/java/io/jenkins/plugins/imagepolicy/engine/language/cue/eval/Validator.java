package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Function;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.List;

/** A function with all but its first argument, e.g. {@code strings.MinRunes(3)}: it holds for the values it accepts. */
record Validator(String pkg, String name, int kind, List<Value> arguments, Function.Mode mode, int at)
        implements Value {
    @Override
    public boolean isConcrete() {
        return false;
    }

    /** It decides by itself which fields are allowed. */
    boolean isOpen() {
        return mode == Function.Mode.SCHEMA;
    }

    String qualifiedName() {
        return pkg.isEmpty() ? name : pkg.substring(pkg.lastIndexOf('/') + 1) + "." + name;
    }
}
