package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value under construction: its conjuncts and all that is known from them so far. Only the evaluator's classes touch it. */
final class Node implements Value, Arc {
    /** How far the evaluation is. */
    enum Status {
        NEW,
        OPEN,
        DONE
    }

    /** A node that gets this node's conjuncts, as long as they come. */
    record Receiver(Node node, Provenance provenance) {}

    /** A pattern constraint. */
    record Pattern(Value pattern, Conjunct constraint) {}

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

    /** A check that needs the value: a bound or a validator. */
    record Check(Constraint.Bound bound, Validator validator, int at) {}

    final Node parent;
    final Label label;
    final int depth;
    FieldType type = FieldType.MEMBER;
    Status status = Status.NEW;

    final List<Conjunct> conjuncts = new ArrayList<>(2);
    int kind = Kind.TOP;
    Value kindSource;
    int kindAt = -1;
    Data scalar;
    int scalarAt = -1;
    Constraint.Bound lower;
    Constraint.Bound upper;
    int lowerAt = -1;
    int upperAt = -1;
    List<Check> checks = List.of();

    boolean hasStruct;
    boolean isStruct;
    boolean hasTop;
    boolean hasEllipsis;
    boolean hasConditions;
    boolean isList;
    boolean listClosed;
    int listLength;

    Arcs arcs = Arcs.NONE;
    List<Pattern> patterns = List.of();
    List<Choice> choices = List.of();
    /** Null without tasks. */
    TaskList tasks;
    /** Comprehensions that declare fields as structs. */
    List<Expr.Comprehension> conditionalStructs = List.of();

    List<Receiver> receivers = List.of();
    List<Node> sources = List.of();

    Bottom error;
    Bottom childError;

    /** After resolution of the choices: the only disjunct, or all of them. */
    Node chosen;

    List<Node> disjuncts;
    List<Boolean> defaults;
    List<DefaultMode> modes;
    /** Calls of {@code or} that gave choices, so that a disjunct does not take them for new ones. */
    List<ChoiceCall> choiceCalls = List.of();
    /** On a trial: the choices of the original node, and the disjunct taken of each that is made already. */
    List<Choice> decided = List.of();

    Map<Choice, Alternative> selection = Map.of();

    /** The comprehensions whose failure to be complete does not count in any disjunct. */
    List<Object> lapsed = List.of();

    DefaultMode defaultMode = DefaultMode.MAYBE;
    /** The disjunct under evaluation, which stands for the node meanwhile. */
    Node trial;

    boolean finalizing;
    boolean resolving;
    boolean visiting;
    boolean frozen;
    /** A conjunct is computed from the node itself. */
    boolean readsItself;

    boolean verified;
    Bottom notAllowed;
    boolean inline;
    /** For an operand: the node whose expression it belongs to. */
    Node owner;

    Set<Label> frozenLabels = Set.of();

    ClosedState closed = new ClosedState();
    boolean closedRecursive;
    boolean closedOnce;
    boolean isDefinition;
    boolean hasOpenValidator;

    boolean hasNonCycle;
    boolean hasNonCyclic;
    boolean hasCyclicConjunct;
    boolean hasAncestorCycle;
    List<Conjunct> cyclicConjuncts = List.of();

    Node(Node parent, Label label, int depth) {
        this.parent = parent;
        this.label = label;
        this.depth = depth;
        closedRecursive = (label != null && label.isDefinition()) || (parent != null && parent.closedRecursive);
    }

    /** The node that stands for this one once its disjunctions are resolved. */
    Node deref() {
        Node node = this;
        while (true) {
            if (node.chosen != null) {
                node = node.chosen;
            } else if (node.trial != null) {
                node = node.trial;
            } else {
                return node;
            }
        }
    }

    /** Whether the other node is this one or belongs to it. */
    boolean holds(Node other) {
        for (Node node = other; node != null; node = node.parent != null ? node.parent : node.owner) {
            if (node == this) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Label label() {
        return label;
    }

    Node arc(Label wanted) {
        return arcs.get(wanted);
    }

    void addArc(Arc arc) {
        expectArcs(0);
        arcs.add(arc);
    }

    void expectArcs(int more) {
        if (arcs == Arcs.NONE) {
            arcs = new Arcs(this);
        }
        arcs.expect(more);
    }

    void addTask(Task task) {
        if (tasks == null) {
            tasks = new TaskList();
        }
        tasks.add(task);
    }

    void addConditionalStructs(Expr.Comprehension comprehension) {
        for (Expr.Comprehension known : conditionalStructs) {
            if (known == comprehension) {
                return;
            }
        }
        if (conditionalStructs.isEmpty()) {
            conditionalStructs = new ArrayList<>(1);
        }
        conditionalStructs.add(comprehension);
    }

    void addCheck(Check check) {
        if (checks.isEmpty()) {
            checks = new ArrayList<>(2);
        }
        checks.add(check);
    }

    void addChoice(Choice choice) {
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

    void addChoiceCall(ChoiceCall call) {
        choiceCalls = new ArrayList<>(choiceCalls);
        choiceCalls.add(call);
    }

    void addPattern(Pattern pattern) {
        if (patterns.isEmpty()) {
            patterns = new ArrayList<>(2);
        }
        patterns.add(pattern);
    }

    void addReceiver(Receiver receiver) {
        if (receivers.isEmpty()) {
            receivers = new ArrayList<>(2);
        }
        receivers.add(receiver);
    }

    void addSource(Node source) {
        if (sources.isEmpty()) {
            sources = new ArrayList<>(2);
        }
        sources.add(source);
    }

    void addError(Bottom bottom) {
        if (error == null || bottom.code.compareTo(error.code) < 0) {
            error = bottom.in(this);
        }
    }

    /** Whether it stands for a call of {@code or}. */
    boolean isChoice() {
        return inline && conjuncts.size() == 1 && conjuncts.get(0).value() instanceof Structures.OneOf;
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

    boolean hasPendingTask() {
        return tasks != null && tasks.hasPending();
    }

    /** Whether it is known to be a struct. */
    boolean isStructNow() {
        if (isStruct) {
            return true;
        }
        if (!hasStruct || (kind & Kind.STRUCT) == 0 || isList || scalar != null) {
            return false;
        }
        if (!hasTop) {
            return true;
        }
        for (int i = 0; i < arcs.size(); i++) {
            if (arcs.label(i).isRegular() && arcs.type(i) != FieldType.OPTIONAL) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int kind() {
        Node node = deref();
        if (node.disjuncts != null) {
            int mask = 0;
            for (Node disjunct : node.disjuncts) {
                mask |= disjunct.kind();
            }
            return mask;
        }
        if (node.error != null && !node.error.isIncomplete()) {
            return Kind.BOTTOM;
        }
        return node.isStructNow() ? node.kind & Kind.STRUCT : node.kind;
    }

    @Override
    public boolean isConcrete() {
        Node node = deref();
        return node.error == null
                && node.disjuncts == null
                && (node.scalar != null || node.isList || node.isStructNow());
    }

    /** E.g. {@code spec.containers.0.image}; empty for the root. */
    String path() {
        List<String> labels = new ArrayList<>();
        for (Node node = this; node != null; node = node.parent) {
            if (node.label != null) {
                labels.add(0, node.label.isLet() ? node.label.name().replaceAll("#.*", "") : node.label.toString());
            }
        }
        return String.join(".", labels);
    }
}
