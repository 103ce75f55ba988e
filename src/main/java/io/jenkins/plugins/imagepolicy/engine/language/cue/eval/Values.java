package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Function;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the value of a node: a scalar as soon as it is known, a default only when nothing more can come. */
final class Values {
    private final Evaluation evaluation;

    Values(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** A scalar, a struct or list node, something not concrete, or a Bottom. */
    Value of(Value value) {
        Value found = value instanceof Node node ? of(node) : value;
        if (found.kind() == Kind.FUNC) {
            throw CueFault.unsupported(-1, "the use of a function that is a value");
        }
        return found;
    }

    private Value of(Node node) {
        if (evaluation.isOnTrialElsewhere(node) || isOnTrial(node)) {
            return cyclic(node);
        }
        Node scalar = node.deref();
        if (scalar.scalar != null && scalar.error == null) {
            CyclicReadings.checkRequired(evaluation.task(), evaluation.reader(), node);
            return scalar.scalar;
        }
        Value resolved = resolved(node);
        CyclicReadings.checkRequired(evaluation.task(), evaluation.reader(), node);
        if (resolved instanceof Node found) {
            if (found.error != null) {
                boolean within = found.isStructNow() && found.holds(evaluation.reader());
                if (found.error.isIncomplete() && (within || found.readsItself)) {
                    throw CyclicReadings.refused(evaluation.task(), found, null);
                }
                return found.error;
            }
            if (!found.sources.isEmpty() && found.holds(evaluation.reader())) {
                throw CyclicReadings.refused(evaluation.task(), found, null);
            }
            refuseConditions(found);
            return found.scalar != null ? found.scalar : found;
        }
        return resolved;
    }

    /** Refuses to range over the disjunction that the range is a part of. */
    void refuseTrial(Node node) {
        if (isOnTrial(node) && evaluation.isForcing()) {
            cyclic(node);
        }
    }

    /** A struct of nothing but conditions is a struct to an operation, even where its type forbids it, and to them. */
    private void refuseConditions(Node node) {
        boolean struct = node.hasStruct && node.scalar == null && !node.isStructNow();
        boolean none = (node.kind & Kind.STRUCT) == 0
                ? !node.conditions.isEmpty() && struct
                : !node.isConcrete() && Finalizer.mayBeStruct(node);
        boolean asksItself = struct && node.holds(evaluation.reader());
        if ((none || asksItself) && evaluation.isForcing()) {
            throw CueFault.unsupported(-1, "a struct of conditions that is no struct (" + node.path() + ")");
        }
    }

    /** A disjunct that asks for the value of its own disjunction: CUE has it wait for a default, or not. */
    private static boolean isOnTrial(Node node) {
        return node.choice.trial != null && node.choice.chosen == null;
    }

    /** The node with its disjunctions resolved to a single value, or a Bottom. */
    Value resolved(Node from) {
        if (evaluation.isOnTrialElsewhere(from)) {
            return cyclic(from);
        }
        Node node = from.deref();
        evaluation.knowledge.attempt(node);
        node = node.deref();
        if (node.error != null && !node.error.isIncomplete()) {
            return node;
        }
        if (node.choice.choices.isEmpty() && (node.scalar != null || node.isList || node.isStructNow())) {
            return node;
        }
        if (node.status != Node.Status.DONE && !evaluation.knowledge.isKnown(node)) {
            if (!evaluation.isForcing()) {
                return Bottom.BLOCKED;
            }
            evaluation.knowledge.force(node);
            node = node.deref();
            if (!evaluation.knowledge.isKnown(node)) {
                evaluation.freeze(node);
            }
        }
        if (!node.choice.choices.isEmpty() && node.status != Node.Status.DONE && !node.choice.resolving) {
            if (node.finalizing) {
                return cyclic(node);
            }
            evaluation.finalizer.finish(node);
            node = node.deref();
        } else if (node.choice.resolving) {
            return cyclic(node);
        }
        Value only = defaultOf(node);
        if (only instanceof Bottom && !node.deref().choice.lapsed.isEmpty() && evaluation.isForcing()) {
            throw CueFault.unsupported(-1, "a choice beside an incomplete condition (" + node.path() + ")");
        }
        return only;
    }

    /** The disjunction is asked for while it is resolved; CUE accepts some such cycles. */
    private Bottom cyclic(Node node) {
        if (evaluation.isForcing()) {
            throw CueFault.unsupported(-1, "a disjunction that depends on itself (" + node.path() + ")");
        }
        return Bottom.BLOCKED;
    }

    /** The only default of a resolved node, the node itself when it has no disjuncts. */
    Value defaultOf(Node from) {
        Node node = from.deref();
        if (node.choice.disjuncts == null) {
            return node;
        }
        Node only = null;
        for (int i = 0; i < node.choice.disjuncts.size(); i++) {
            if (node.choice.defaults.get(i)) {
                if (only != null) {
                    return unresolved(node);
                }
                only = node.choice.disjuncts.get(i);
            }
        }
        return only == null ? unresolved(node) : defaultOf(only);
    }

    private static Bottom unresolved(Node node) {
        return Bottom.incomplete("unresolved disjunction (type " + Kind.name(node.kind()) + ")", -1);
    }

    /** Data for an operation, with everything below concrete; otherwise a Bottom. */
    Value data(Value value, int at, String use) {
        Value found = of(value);
        if (found instanceof Bottom || found instanceof Data) {
            return found;
        }
        if (!(found instanceof Node node)) {
            return Bottom.incomplete("non-concrete value " + Text.of(found) + " in operand to " + use, at);
        }
        if (!node.isList && !node.isStructNow()) {
            return Bottom.incomplete("non-concrete value " + Text.of(found) + " in operand to " + use, at);
        }
        return composite(node, at, use);
    }

    /** All elements or regular fields, each concrete. */
    private Value composite(Node node, int at, String use) {
        Value complete = fields(node);
        if (complete instanceof Bottom) {
            return complete;
        }
        if (node.error != null) {
            return node.error;
        }
        if (node.isList) {
            return parts(node, at, use);
        }
        evaluation.enterWhole();
        try {
            return parts(node, at, use);
        } finally {
            evaluation.leaveWhole();
        }
    }

    private Value parts(Node node, int at, String use) {
        Map<String, Data> fields = new LinkedHashMap<>();
        List<Data> elements = new ArrayList<>();
        Bottom failure = null;
        for (Node arc : node.arcs) {
            if (arc.type == FieldType.OPTIONAL) {
                continue;
            }
            if (arc.holds(evaluation.reader())) {
                throw CyclicReadings.refused(evaluation.task(), arc, null);
            }
            if (!arc.label.isRegular()) {
                continue;
            }
            if (arc.type == FieldType.REQUIRED) {
                failure = graver(failure, Bottom.incomplete("field is required but not present: " + arc.path(), at));
                continue;
            }
            Value value = data(arc, at, use);
            if (value instanceof Bottom bottom) {
                failure = graver(failure, bottom);
                continue;
            }
            Node result = arc.deref();
            if (result.status != Node.Status.DONE && !result.finalizing) {
                evaluation.finalizer.finish(arc);
                if (arc.deref().error != null) {
                    failure = graver(failure, arc.deref().error);
                }
            }
            if (node.isList) {
                elements.add((Data) value);
            } else {
                fields.put(arc.label.name(), (Data) value);
            }
        }
        if (failure != null) {
            return failure;
        }
        return node.isList ? new Data.ListData(elements) : new Data.StructData(fields);
    }

    private static Bottom graver(Bottom known, Bottom next) {
        return known == null || next.code.compareTo(known.code) < 0 ? next : known;
    }

    /** Makes sure that the set of fields is known; a Bottom when it is not yet. */
    Value fields(Node node) {
        evaluation.knowledge.attempt(node);
        if (!evaluation.knowledge.isKnown(node)) {
            if (!evaluation.isForcing()) {
                return Bottom.BLOCKED;
            }
            evaluation.knowledge.force(node);
            if (!evaluation.knowledge.isKnown(node)) {
                evaluation.freeze(node);
            }
        }
        refuseTooFew(node);
        return node;
    }

    /** A list that is too short so far: incomplete to a condition of the file once CUE has been there, and empty before. */
    private void refuseTooFew(Node node) {
        boolean early = evaluation.isFileCondition() && node.status != Node.Status.DONE;
        if (!early || !node.isList || node.listClosed) {
            return;
        }
        for (Restrictions.Check check : node.restrictions.checks) {
            if (check.validator() != null && check.validator().mode() == Function.Mode.SHAPE) {
                Bottom failure = evaluation.checks.validator(check.validator(), null, node);
                if (failure != null && failure.isIncomplete()) {
                    throw CueFault.unsupported(check.at(), "a condition on a list that is too short so far");
                }
            }
        }
    }
}
