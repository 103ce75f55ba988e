package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Finds what terms name: functions of the policy, built-ins, places below input and data. */
final class Callees {
    private final Program program;
    private final ModuleNames names;

    Callees(Program program, ModuleNames names) {
        this.program = program;
        this.names = names;
    }

    /** The name that stands before the arguments of a call; empty where it is none. */
    static String nameOf(Term operator) {
        if (operator instanceof Term.Variable v) {
            return v.name();
        }
        if (operator instanceof Term.Ref r && r.head() instanceof Term.Variable v) {
            StringBuilder name = new StringBuilder(v.name());
            for (Term t : r.path()) {
                if (!(t instanceof Term.Scalar s && s.value() instanceof StringValue string)) {
                    return "";
                }
                name.append('.').append(string.value());
            }
            return name.toString();
        }
        return "";
    }

    /** The function that a term names, or null. */
    Core.Callee function(Term operator) {
        ModuleNames.Target target = document(operator);
        if (target != null) {
            return target.ofInput() ? null : program.functionAt(target.path());
        }
        String name = nameOf(operator);
        return program.isBuiltin(name) ? new Core.Callee(name, null) : null;
    }

    /** The path below input or data that a term names, or null. */
    ModuleNames.Target document(Term term) {
        Term.Variable head = term instanceof Term.Variable v
                ? v
                : term instanceof Term.Ref r && r.head() instanceof Term.Variable v ? v : null;
        if (head == null) {
            return null;
        }
        ModuleNames.Target base = names.find(head.name());
        if (base == null && (head.name().equals("input") || head.name().equals("data"))) {
            base = new ModuleNames.Target(head.name().equals("input"), List.of());
        }
        List<Value> path = term instanceof Term.Ref r ? Withs.constants(r.path()) : List.of();
        if (base == null || path == null) {
            return null;
        }
        List<Value> whole = new ArrayList<>(base.path());
        whole.addAll(path);
        return new ModuleNames.Target(base.ofInput(), whole);
    }
}
