package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Resolves the disjunctions of a node: each combination of disjuncts is evaluated on a node of its own, with all other
 * conjuncts; those without error remain.
 */
final class Choices {
    private static final int MAX_DISJUNCTS = 1_000;

    private final Evaluation evaluation;
    private final Equality equality;

    Choices(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.equality = new Equality(evaluation);
    }

    /** A combination under way. */
    private record Candidate(Node node, List<Selected> selected, DefaultMode mode) {}

    /** The failure of a comprehension in a disjunct: CUE fails to forget it, so that it fails all disjuncts to come. */
    private static final class Leak {
        Bottom failure;
    }

    /** A disjunct taken. */
    private record Selected(ChoiceState.Choice choice, ChoiceState.Alternative alternative) {}

    void resolve(Node node) {
        node.choice.resolving = true;
        try {
            resolveAll(node);
        } finally {
            node.choice.resolving = false;
            node.choice.trial = null;
        }
    }

    private void resolveAll(Node node) {
        List<Candidate> candidates = List.of(new Candidate(null, List.of(), DefaultMode.MAYBE));
        List<ChoiceState.Choice> choices = List.copyOf(node.choice.choices);
        Leak leak = new Leak();
        for (int i = 0; i < choices.size(); i++) {
            List<Bottom> failures = new ArrayList<>();
            List<Candidate> results = cross(node, candidates, choices.get(i), i == choices.size() - 1, failures, leak);
            if (results.isEmpty()) {
                fail(node, failures);
                return;
            }
            candidates = results;
        }
        if (candidates.size() == 1) {
            node.choice.chosen = candidates.get(0).node();
            node.choice.defaultMode = candidates.get(0).mode();
            return;
        }
        List<Node> disjuncts = new ArrayList<>();
        List<Boolean> defaults = new ArrayList<>();
        List<DefaultMode> modes = new ArrayList<>();
        for (Candidate candidate : candidates) {
            disjuncts.add(candidate.node());
            defaults.add(candidate.mode() == DefaultMode.IS);
            modes.add(candidate.mode());
        }
        node.choice.disjuncts = disjuncts;
        node.choice.defaults = defaults;
        node.choice.modes = modes;
    }

    private List<Candidate> cross(
            Node node,
            List<Candidate> candidates,
            ChoiceState.Choice choice,
            boolean last,
            List<Bottom> failures,
            Leak leak) {
        List<Candidate> evaluated = new ArrayList<>();
        List<DefaultMode> own = new ArrayList<>();
        boolean leftDrops = true;
        boolean rightDrops = true;
        for (Candidate candidate : candidates) {
            for (ChoiceState.Alternative alternative : choice.alternatives()) {
                if (leak.failure != null) {
                    failures.add(leak.failure);
                    continue;
                }
                List<Selected> selected = new ArrayList<>(candidate.selected());
                selected.add(new Selected(choice, alternative));
                Node trial = evaluate(node, selected);
                Bottom failure = failure(trial, last);
                if (failure != null) {
                    failures.add(failure);
                    leak.failure = node.choice.choices.size() > 1 || failure.isIncomplete()
                            ? null
                            : trial.choice.failedCondition;
                    continue;
                }
                evaluated.add(new Candidate(trial, selected, candidate.mode()));
                if (evaluated.size() > MAX_DISJUNCTS) {
                    throw CueFault.limit(choice.at(), "a disjunction has more than " + MAX_DISJUNCTS + " combinations");
                }
                own.add(DefaultMode.of(choice.hasDefaults(), alternative.isDefault()));
                leftDrops &= candidate.mode() != DefaultMode.IS;
                rightDrops &= !(choice.hasDefaults() && alternative.isDefault());
            }
        }
        return combine(evaluated, own, leftDrops, rightDrops, last);
    }

    private List<Candidate> combine(
            List<Candidate> evaluated, List<DefaultMode> own, boolean leftDrops, boolean rightDrops, boolean last) {
        List<Candidate> results = new ArrayList<>();
        boolean decided = false;
        for (int i = 0; i < evaluated.size(); i++) {
            Candidate candidate = evaluated.get(i);
            DefaultMode left = leftDrops ? DefaultMode.MAYBE : candidate.mode();
            Node result = candidate.node().deref();
            if (result.choice.disjuncts == null) {
                DefaultMode right = own.get(i);
                if (candidate.node().choice.chosen != null) {
                    right = right.and(candidate.node().choice.defaultMode);
                }
                add(
                        results,
                        new Candidate(
                                candidate.node(),
                                candidate.selected(),
                                left.and(rightDrops ? DefaultMode.MAYBE : right)),
                        last);
                continue;
            }
            for (int d = 0; d < result.choice.disjuncts.size(); d++) {
                DefaultMode mode = left.and(own.get(i).and(result.choice.modes.get(d)));
                decided |= mode != DefaultMode.MAYBE;
                add(results, new Candidate(result.choice.disjuncts.get(d), candidate.selected(), mode), last);
            }
        }
        if (decided) {
            results.replaceAll(
                    c -> c.mode() == DefaultMode.MAYBE ? new Candidate(c.node(), c.selected(), DefaultMode.NOT) : c);
        }
        return results;
    }

    /** Adds a disjunct unless an equal one is there already, which then stands for both. */
    private void add(List<Candidate> results, Candidate candidate, boolean last) {
        for (int i = 0; i < results.size(); i++) {
            Candidate known = results.get(i);
            if (equality.same(known.node().deref(), candidate.node().deref(), last)) {
                if (candidate.mode() == DefaultMode.IS) {
                    results.set(i, new Candidate(known.node(), known.selected(), DefaultMode.IS));
                }
                Closedness.merge(known.node().deref(), candidate.node().deref());
                return;
            }
        }
        results.add(candidate);
    }

    private Node evaluate(Node node, List<Selected> selected) {
        Node trial = new Node(node.parent, node.label, node.depth);
        trial.type = node.type;
        trial.inline = node.inline;
        ChoiceState state = trial.choose();
        state.original = node;
        state.decided = new ArrayList<>(node.choice.decided);
        state.decided.addAll(node.choice.choices);
        state.calls = node.choice.calls;
        state.lapsed = node.choice.lapsed;
        state.selection = new IdentityHashMap<>(node.choice.selection);
        for (Selected each : selected) {
            state.selection.put(each.choice(), each.alternative());
        }
        trial.conjuncts.addAll(node.conjuncts);
        trial.closed.inherit(node.closed);
        Node outer = node.choice.trial;
        node.choice.trial = trial;
        try {
            evaluation.finalizer.finish(trial);
        } finally {
            node.choice.trial = outer;
        }
        refuseUnsettled(trial);
        return trial;
    }

    /** Notes that a comprehension failed in the disjuncts on trial around it, unless it is one of the disjunct itself. */
    void noteFailedCondition(Node at, Task task, Bottom failure) {
        List<Label> path = new ArrayList<>();
        for (Node node = at; node != null; node = node.parent) {
            Node outside = node.choice.original;
            for (int i = path.size() - 1; i >= 0 && outside != null; i--) {
                outside = outside.arc(path.get(i));
            }
            if (node.choice.original != null && outside != null) {
                evaluation.inserter.open(outside);
                node.choice.failedCondition =
                        outside.conditions.contains(task.work) ? failure : node.choice.failedCondition;
            }
            path.add(node.label);
        }
    }

    /** CUE may settle on another disjunct while what this one refers to waits for a condition. */
    private void refuseUnsettled(Node trial) {
        for (Node source : trial.sources) {
            if (source.scalar == null && !evaluation.knowledge.hasAllConjuncts(source)) {
                throw CueFault.unsupported(-1, "a disjunct that waits for a condition (" + trial.path() + ")");
            }
        }
    }

    /** Why the disjunct is out. An incomplete value is out only when nothing can complete it any more. */
    private static Bottom failure(Node trial, boolean last) {
        Node node = trial.deref();
        if (node.error != null && !node.error.isIncomplete()) {
            return node.error;
        }
        if (node.childError != null) {
            return node.childError;
        }
        if (node.error != null && last) {
            return node.error;
        }
        return last ? incomplete(node) : null;
    }

    /** What is incomplete further down than its own fields leaves a disjunct in. */
    private static Bottom incomplete(Node node) {
        if (node.choice.disjuncts != null) {
            return null;
        }
        for (int i = 0; i < node.arcs.size(); i++) {
            if (node.arcs.isUntouched(i) || node.arcs.type(i) == FieldType.OPTIONAL) {
                continue;
            }
            Node result = node.arcs.get(i).deref();
            if (result.error != null) {
                return result.error;
            }
        }
        return null;
    }

    private static void fail(Node node, List<Bottom> failures) {
        Bottom worst = failures.get(0);
        for (Bottom failure : failures) {
            if (failure.code.compareTo(worst.code) > 0) {
                worst = failure;
            }
        }
        if (failures.size() == 1) {
            node.addError(worst);
            return;
        }
        String message = failures.size() + " errors in empty disjunction: " + failures.get(0).message;
        node.addError(
                worst.isIncomplete()
                        ? Bottom.incomplete(message, worst.at)
                        : Bottom.error(message, worst.at, node, failures.get(0).seen));
    }
}
