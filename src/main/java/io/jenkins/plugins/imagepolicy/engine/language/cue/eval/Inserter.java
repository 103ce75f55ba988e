package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Adds conjuncts to nodes: what is known at once goes into the node, the rest becomes its tasks. */
final class Inserter {
    private final Evaluation evaluation;

    Inserter(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Records a conjunct of a node and, once the node is in use, inserts it there and in all nodes that refer to it. */
    void add(Node node, Conjunct conjunct) {
        refuseLateChange(node, conjunct);
        node.conjuncts.add(conjunct);
        evaluation.changed();
        if (node.status != Node.Status.NEW) {
            schedule(node, conjunct.env(), conjunct.value(), conjunct.provenance());
        }
        for (int i = 0; i < node.receivers.size(); i++) {
            Node.Receiver receiver = node.receivers.get(i);
            refuseLateChange(receiver.node(), conjunct);
            schedule(receiver.node(), conjunct.env(), conjunct.value(), receiver.provenance());
        }
    }

    /** CUE reports some of these changes and misses others; none can be accepted. */
    private void refuseLateChange(Node node, Conjunct conjunct) {
        if (node.status == Node.Status.DONE
                || node.frozen
                || node.verified
                || node.choice.chosen != null
                || node.choice.disjuncts != null) {
            int at = conjunct.value() instanceof Expr expr ? expr.at() : -1;
            throw CueFault.unsupported(at, "a field that changes after its value was used (" + node.path() + ")");
        }
    }

    /** Begins the evaluation of a node: inserts the conjuncts collected so far. */
    void open(Node node) {
        if (node.status != Node.Status.NEW) {
            return;
        }
        node.status = Node.Status.OPEN;
        evaluation.countNode();
        for (int i = 0; i < node.conjuncts.size(); i++) {
            Conjunct conjunct = node.conjuncts.get(i);
            schedule(node, conjunct.env(), conjunct.value(), conjunct.provenance());
        }
    }

    /** Inserts a conjunct: by what it is, at once or as a task or choice. */
    void schedule(Node node, Env env, Value value, Provenance provenance) {
        if (provenance.fromDefinition()) {
            node.closedRecursive = true;
        }
        if (provenance.cycle() == Provenance.CycleType.NONE || provenance.cycle() == Provenance.CycleType.OPTIONAL) {
            node.hasNonCyclic = true;
        }
        if (!(value instanceof Expr expr)) {
            evaluation.evaluated.value(node, value, provenance, -1);
        } else if (expr instanceof Expr.Literal literal) {
            evaluation.evaluated.value(node, literal.value(), provenance, literal.at());
        } else if (expr instanceof Expr.Struct struct) {
            evaluation.structs.struct(node, env, struct, provenance, false);
        } else if (expr instanceof Expr.Binary binary && binary.operator() == Operator.AND) {
            schedule(node, env, binary.left(), provenance);
            schedule(node, env, binary.right(), provenance);
        } else if (expr instanceof Expr.ListLit list) {
            cyclicStatus(node, provenance);
            node.addTask(new Task(Task.Type.LIST, new Env(env, node), list, provenance, null));
            evaluation.kinds.kind(node, Kind.LIST, list, list.at(), provenance);
        } else if (expr instanceof Expr.Disjunction disjunction) {
            RecursiveDisjuncts.refuse(disjunction, node.label);
            choice(node, env, disjunction, provenance);
        } else if (expr instanceof Expr.Reference) {
            node.addTask(new Task(Task.Type.REFERENCE, env, expr, provenance, null));
        } else {
            if (provenance.isCyclic() && !node.hasNonCycle && !node.hasNonCyclic) {
                node.hasAncestorCycle = true;
                postpone(node, new Conjunct(env, expr, provenance));
                return;
            }
            node.addTask(new Task(Task.Type.EXPRESSION, env, expr, provenance, null));
        }
    }

    /** Keeps a conjunct of a structural cycle until another breaks it. */
    void postpone(Node node, Conjunct conjunct) {
        if (node.cyclicConjuncts.isEmpty()) {
            node.cyclicConjuncts = new ArrayList<>(1);
        }
        node.cyclicConjuncts.add(conjunct);
    }

    private void choice(Node node, Env env, Expr.Disjunction disjunction, Provenance provenance) {
        List<ChoiceState.Alternative> alternatives =
                new ArrayList<>(disjunction.disjuncts().size());
        for (Expr.Disjunct disjunct : disjunction.disjuncts()) {
            alternatives.add(new ChoiceState.Alternative(disjunct.value(), disjunct.isDefault()));
        }
        choice(
                node,
                new ChoiceState.Choice(
                        disjunction,
                        env,
                        alternatives,
                        disjunction.hasDefaults(),
                        provenance.optional(),
                        disjunction.at()));
        node.closed.note(provenance, Evidence.Mark.NONE);
    }

    /** Keeps a choice for later; on a trial, takes the disjunct that the trial is about. */
    void choice(Node node, ChoiceState.Choice choice) {
        ChoiceState.Choice decided = node.choice.decided(choice);
        if (decided == null) {
            node.choose().add(choice);
            return;
        }
        ChoiceState.Alternative alternative = node.choice.selection.get(decided);
        if (alternative != null) {
            schedule(node, choice.env(), alternative.value(), choice.provenance());
        }
    }

    /** A structural cycle is broken by any conjunct that is not part of it. */
    void cyclicStatus(Node node, Provenance provenance) {
        if (provenance.isCyclic()) {
            return;
        }
        node.hasNonCycle = true;
        if (!node.cyclicConjuncts.isEmpty()) {
            List<Conjunct> postponed = node.cyclicConjuncts;
            node.cyclicConjuncts = List.of();
            for (Conjunct conjunct : postponed) {
                schedule(
                        node,
                        conjunct.env(),
                        conjunct.value(),
                        conjunct.provenance().withCycle(Provenance.CycleType.MAYBE, null));
            }
        }
    }
}
