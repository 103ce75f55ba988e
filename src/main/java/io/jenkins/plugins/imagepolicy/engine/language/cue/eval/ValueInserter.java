package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Inserts evaluated values into a node: data, types, bounds, validators and disjunctions of them. */
final class ValueInserter {
    private final Evaluation evaluation;
    private final LabelCache labels = new LabelCache();

    ValueInserter(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Inserts an evaluated value. */
    void value(Node node, Value value, Provenance provenance, int at) {
        node.closed.note(provenance, Evidence.Mark.NONE);
        if (value instanceof Node other) {
            evaluation.references.link(node, other, provenance, false);
        } else if (value instanceof Bottom bottom) {
            node.addError(bottom);
            evaluation.changed();
        } else if (value instanceof Data.StructData struct) {
            structData(node, struct, provenance, at);
        } else if (value instanceof Data.ListData list) {
            list(node, list, list.elements(), provenance, at);
        } else if (value instanceof Structures.ListOf list) {
            list(node, list, list.elements(), provenance, at);
        } else if (value instanceof Data data) {
            scalar(node, data, provenance, at);
        } else if (value instanceof Constraint.AllOf all) {
            all.values().forEach(each -> value(node, each, provenance, at));
        } else if (value instanceof Constraint.TypeOf type) {
            type(node, type, provenance, at);
        } else if (value instanceof Constraint.Bound bound) {
            if (evaluation.kinds.kind(node, bound.kind(), bound, at, provenance)) {
                evaluation.inserter.cyclicStatus(node, provenance);
                Bounds.add(node, bound, at);
                evaluation.changed();
            }
        } else if (value instanceof Validator validator) {
            validator(node, validator, provenance, at);
        } else if (value instanceof Structures.OneOf one) {
            List<ChoiceState.Alternative> alternatives =
                    new ArrayList<>(one.values().size());
            one.values().forEach(each -> alternatives.add(new ChoiceState.Alternative(each, false)));
            evaluation.inserter.choice(
                    node, new ChoiceState.Choice(one, null, alternatives, false, provenance.optional(), one.at()));
        } else {
            throw CueFault.unsupported(at, "a value of this type");
        }
    }

    private void structData(Node node, Data.StructData struct, Provenance provenance, int at) {
        evaluation.inserter.cyclicStatus(node, provenance);
        node.closed.note(provenance, Evidence.Mark.STRUCT);
        node.hasStruct = true;
        evaluation.kinds.mustBeStruct(node, struct, at, provenance);
        node.expectArcs(struct.fields().size());
        Provenance inner = provenance.field();
        for (Map.Entry<String, Data> field : struct.fields().entrySet()) {
            evaluation.fields.data(node, labels.string(field.getKey()), field.getValue(), inner);
        }
    }

    private void list(Node node, Value list, List<? extends Value> elements, Provenance provenance, int at) {
        evaluation.inserter.cyclicStatus(node, provenance);
        if (!evaluation.kinds.kind(node, Kind.LIST, list, at, provenance)) {
            return;
        }
        if (!listLength(node, elements.size(), true, at)) {
            return;
        }
        node.expectArcs(elements.size());
        Provenance inner = provenance.field();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Data data) {
                evaluation.fields.data(node, Label.index(i), data, inner);
            } else {
                evaluation.fields.arc(
                        node, Label.index(i), FieldType.MEMBER, new Conjunct(null, elements.get(i), inner));
            }
        }
    }

    /** Combines lengths; false, with an error in the node, when they contradict. */
    boolean listLength(Node node, int length, boolean closed, int at) {
        if (node.isList) {
            boolean tooShort = closed && length < node.listLength;
            boolean tooLong = node.listClosed && length > node.listLength;
            if (tooShort || tooLong) {
                int low = Math.min(length, node.listLength);
                int high = Math.max(length, node.listLength);
                node.addError(Bottom.error("incompatible list lengths (" + low + " and " + high + ")", at, node, null));
                evaluation.changed();
                return false;
            }
        }
        node.isList = true;
        node.listClosed = node.listClosed || closed;
        node.listLength = Math.max(node.listLength, length);
        evaluation.changed();
        return true;
    }

    private void scalar(Node node, Data data, Provenance provenance, int at) {
        if (!evaluation.kinds.kind(node, data.kind(), data, at, provenance)) {
            return;
        }
        evaluation.inserter.cyclicStatus(node, provenance);
        if (node.scalar == null) {
            node.scalar = data;
            node.scalarAt = at;
            evaluation.changed();
        } else if (!Operators.isSame(node.scalar, data)) {
            evaluation.kinds.conflict(
                    node,
                    data,
                    data.kind(),
                    at,
                    node.scalar,
                    node.scalar.kind(),
                    node.scalarAt); // newest first, as CUE
        }
    }

    private void type(Node node, Constraint.TypeOf type, Provenance provenance, int at) {
        if (type.kind() == Kind.FUNC && node.kind == Kind.FUNC) {
            throw CueFault.unsupported(at, "functions as values of the same field");
        }
        if (!evaluation.kinds.kind(node, type.kind(), type, at, provenance)) {
            return;
        }
        evaluation.inserter.cyclicStatus(node, provenance);
        if (type.kind() == Kind.TOP) {
            node.hasTop = true;
        }
        node.closed.note(provenance, Evidence.Mark.TOP);
        evaluation.changed();
    }

    private void validator(Node node, Validator validator, Provenance provenance, int at) {
        if (!evaluation.kinds.kind(node, validator.kind(), validator, at, provenance)) {
            return;
        }
        if ((validator.kind() & Kind.COMPOSITE) != 0) {
            node.closed.note(provenance, validator.isOpen() ? Evidence.Mark.OPEN_VALIDATOR : Evidence.Mark.TOP);
        }
        if (validator.isOpen()) {
            node.hasOpenValidator = true;
        }
        if (validator.kind() == Kind.TOP) {
            node.hasTop = true;
        }
        for (Restrictions.Check check : node.restrictions.checks) {
            if (check.validator() != null && check.validator().equals(validator)) {
                return;
            }
        }
        node.restrict().add(new Restrictions.Check(null, validator, at));
        evaluation.changed();
    }
}
