package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the rules hang below {@code data}. */
public final class RuleTree {
    final Map<Value, RuleTree> children = new LinkedHashMap<>();
    RuleGroup group;

    public RuleTree child(Value key) {
        return children.get(key);
    }

    public RuleTree childOrNew(Value key) {
        return children.computeIfAbsent(key, k -> new RuleTree());
    }

    public Map<Value, RuleTree> children() {
        return children;
    }

    public RuleGroup group() {
        return group;
    }

    public void group(RuleGroup value) {
        group = value;
    }
}
