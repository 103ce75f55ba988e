package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The disjunctions of a node and what became of them. */
final class ChoiceState {
    /** Of nodes without any; never changed. */
    static final ChoiceState NONE = new ChoiceState();

    List<Choice> choices = List.of();
    /** After resolution of the choices: the only disjunct, or all of them. */
    Node chosen;

    List<Node> disjuncts;
    List<Boolean> defaults;
    List<DefaultMode> modes;
    DefaultMode defaultMode = DefaultMode.MAYBE;
    boolean resolving;
    /** The disjunct under evaluation, which stands for the node meanwhile. */
    Node trial;
    /** Calls of {@code or} that gave choices, so that a disjunct does not take them for new ones. */
    List<ChoiceCall> calls = List.of();
    /** On a trial: the choices of the original node, and the disjunct taken of each that is made already. */
    List<Choice> decided = List.of();

    Map<Choice, Alternative> selection = Map.of();
    /** On a trial: the original node, and why one of its comprehensions failed in this disjunct. */
    Node original;

    Bottom failedCondition;
    /** The comprehensions whose failure to be complete does not count in any disjunct. */
    List<Object> lapsed = List.of();

    /** A disjunction still to be resolved: an expression, or the disjuncts that a value brings. */
    record Choice(
            Object source,
            Env env,
            List<Alternative> alternatives,
            boolean hasDefaults,
            Provenance provenance,
            int at) {
        boolean isSame(Choice other) {
            return source == other.source
                    && (env == other.env || (env != null && other.env != null && env.up == other.env.up));
        }
    }

    /** A call that gave a choice, with its scope and the value it gave. */
    record ChoiceCall(Object call, Env env, Value value) {
        boolean isFor(Object other, Env scope) {
            return call == other && (env == scope || env.up == scope.up);
        }
    }

    /** One disjunct. */
    record Alternative(Value value, boolean isDefault) {}

    void add(Choice choice) {
        for (Choice known : choices) {
            if (known.isSame(choice)) {
                return;
            }
        }
        if (choices.isEmpty()) {
            choices = new ArrayList<>(2);
        }
        choices.add(choice);
    }

    /** The choice of the original node that this one repeats on a trial, or null. */
    Choice decided(Choice choice) {
        for (Choice made : decided) {
            if (made.isSame(choice)) {
                return made;
            }
        }
        return null;
    }

    void add(ChoiceCall call) {
        calls = new ArrayList<>(calls);
        calls.add(call);
    }

    /** Whether CUE forgets that the condition is incomplete: it does where it goes on with a disjunction beside it. */
    boolean lapses(Task task) {
        if (task.type != Task.Type.COMPREHENSION) {
            return false;
        }
        if (!choices.isEmpty()) {
            lapsed = new ArrayList<>(lapsed);
            lapsed.add(task.work);
        }
        return lapsed.stream().anyMatch(work -> work == task.work);
    }
}
