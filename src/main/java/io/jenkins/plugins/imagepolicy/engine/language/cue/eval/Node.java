package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
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

    /** A pattern constraint; {@code named} when the constraint refers to the label that the pattern matches. */
    record Pattern(Value pattern, Conjunct constraint, boolean named) {}

    final Node parent;
    final Label label;
    final int depth;
    FieldType type = FieldType.MEMBER;
    Status status = Status.NEW;

    final Conjuncts conjuncts = new Conjuncts();
    int kind = Kind.TOP;
    Value kindSource;
    int kindAt = -1;
    Data scalar;
    int scalarAt = -1;
    Restrictions restrictions = Restrictions.NONE;

    boolean hasStruct;
    boolean isStruct;
    boolean hasTop;
    boolean hasEllipsis;
    boolean isList;
    boolean listClosed;
    int listLength;

    Arcs arcs = Arcs.NONE;
    List<Pattern> patterns = List.of();
    /** Null without tasks. */
    TaskList tasks;
    /** All comprehensions. */
    List<Object> conditions = List.of();
    /** Comprehensions that declare fields as structs. */
    List<Expr.Comprehension> conditionalStructs = List.of();

    List<Receiver> receivers = List.of();
    List<Node> sources = List.of();

    Bottom error;
    Bottom childError;

    ChoiceState choice = ChoiceState.NONE;

    boolean finalizing;
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
            ChoiceState choice = node.choice;
            if (choice.chosen != null) {
                node = choice.chosen;
            } else if (choice.trial != null) {
                node = choice.trial;
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

    /** The bounds and validators, to add to them. */
    Restrictions restrict() {
        if (restrictions == Restrictions.NONE) {
            restrictions = new Restrictions();
        }
        return restrictions;
    }

    /** The state of the disjunctions, to change it. */
    ChoiceState choose() {
        if (choice == ChoiceState.NONE) {
            choice = new ChoiceState();
        }
        return choice;
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

    void addCondition(Object comprehension) {
        if (conditions.isEmpty()) {
            conditions = new ArrayList<>(1);
        }
        conditions.add(comprehension);
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
        if (node.choice.disjuncts != null) {
            int mask = 0;
            for (Node disjunct : node.choice.disjuncts) {
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
                && node.choice.disjuncts == null
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
