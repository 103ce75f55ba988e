package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.RegoError;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that a module's package and imports give meaning to. */
final class ModuleNames {
    /** Where a name leads: a path below the input or below data. */
    record Target(boolean ofInput, List<Value> path) {}

    private final Map<String, Target> targets = new HashMap<>();

    ModuleNames(Module module, List<Module> all) {
        List<Value> base = values(module.path());
        for (Module m : all) {
            if (m.path().equals(module.path())) {
                for (Rule rule : m.rules()) {
                    // Every _ is a name of its own, so none can refer to a rule of that name.
                    if (rule.name().isWildcard()) {
                        continue;
                    }
                    List<Value> path = new ArrayList<>(base);
                    path.add(StringValue.of(rule.name().name()));
                    targets.put(rule.name().name(), new Target(false, path));
                }
            }
        }
        Set<String> imported = new HashSet<>();
        for (Module.Import i : module.imports()) {
            boolean again = !imported.add(i.name());
            if (again && module.strict()) {
                throw RegoError.invalid(RegoError.COMPILE, "import must not shadow import " + i.name(), i.at());
            }
            if (i.isDocument()) {
                boolean ofInput = i.path().get(0).equals("input");
                targets.put(
                        i.name(),
                        new Target(ofInput, values(i.path().subList(1, i.path().size()))));
            }
        }
        if (module.strict()) {
            for (Rule rule : module.rules()) {
                if (rule.name().name().equals("input") || rule.name().name().equals("data")) {
                    throw RegoError.invalid(
                            RegoError.COMPILE,
                            "rules must not shadow " + rule.name().name() + " (use a different rule name)",
                            rule.at());
                }
            }
        }
    }

    static List<Value> values(List<String> path) {
        return path.stream().map(s -> (Value) StringValue.of(s)).toList();
    }

    Target find(String name) {
        return targets.get(name);
    }
}
