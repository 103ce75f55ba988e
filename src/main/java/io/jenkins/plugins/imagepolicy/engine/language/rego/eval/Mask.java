package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.HashMap;
import java.util.Map;

/** The paths below {@code data} that {@code with} has replaced, where no rule counts any more. */
final class Mask {
    final Map<Value, Mask> children = new HashMap<>();
    boolean replaced;

    static Mask with(Mask old, Value[] path, int at) {
        Mask mask = new Mask();
        if (old != null) {
            mask.children.putAll(old.children);
            mask.replaced = old.replaced;
        }
        if (at == path.length) {
            mask.replaced = true;
        } else {
            mask.children.put(path[at], with(mask.children.get(path[at]), path, at + 1));
        }
        return mask;
    }
}
