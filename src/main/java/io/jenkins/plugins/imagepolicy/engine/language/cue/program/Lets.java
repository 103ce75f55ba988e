package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The let clauses of a file: their labels, and which of them use which. */
final class Lets {
    private final Deque<Label> binding = new ArrayDeque<>();
    private final Map<Label, Set<Label>> used = new HashMap<>();
    private int count;

    /** A label that no other let clause of the file has. */
    Label label(String name) {
        return Label.let(name + "#" + count++);
    }

    /** The value of this clause is bound from here to {@link #end}. */
    void begin(Label label) {
        binding.push(label);
    }

    void end() {
        binding.pop();
    }

    /** The values at hand use a clause; refuses one that so depends on itself. */
    void use(Label label, int at) {
        for (Label user : binding) {
            used.computeIfAbsent(user, key -> new LinkedHashSet<>()).add(label);
        }
        refuseCycle(label, label, new HashSet<>(), at);
    }

    private void refuseCycle(Label start, Label from, Set<Label> seen, int at) {
        for (Label next : used.getOrDefault(from, Set.of())) {
            if (next.equals(start)) {
                throw CueFault.invalid(at, "cyclic references in let clause or alias");
            }
            if (seen.add(next)) {
                refuseCycle(start, next, seen, at);
            }
        }
    }
}
