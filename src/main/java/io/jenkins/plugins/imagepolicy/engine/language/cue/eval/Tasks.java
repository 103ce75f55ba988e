package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Constraint;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Runs the tasks of nodes. */
final class Tasks {
    private final Evaluation evaluation;

    Tasks(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Runs a task; when it cannot be decided yet, it stays pending, unless forced: then what is missing is an incomplete error
     * of the node. Tells whether the task is done.
     */
    boolean run(Node node, Task task, boolean force) {
        evaluation.tick(task);
        task.state = Task.State.RUNNING;
        boolean outer = evaluation.setForcing(force);
        Node outerReader = evaluation.setReader(node);
        Task outerTask = evaluation.setTask(task);
        boolean outerCondition = evaluation.setFileCondition(task);
        Value result;
        try {
            result = execute(node, task);
        } finally {
            evaluation.setForcing(outer);
            evaluation.setReader(outerReader);
            evaluation.setTask(outerTask);
            evaluation.resetFileCondition(outerCondition);
        }
        if (result instanceof Bottom bottom) {
            if (bottom.isIncomplete() && !force) {
                task.state = Task.State.PENDING;
                return false;
            }
            finish(node, task);
            if (!bottom.isIncomplete() && bottom.node != null && task.type == Task.Type.COMPREHENSION) {
                evaluation.choices.noteFailedCondition(node, task, bottom);
            }
            if (bottom.isIncomplete() && node.parent != null && node.choice.lapses(task)) {
                return true;
            }
            node.addError(bottom.code == Bottom.Code.BLOCKED ? Bottom.cycle("cycle with field", -1) : bottom);
            return true;
        }
        finish(node, task);
        return true;
    }

    private void finish(Node node, Task task) {
        task.state = Task.State.DONE;
        node.tasks.done();
        evaluation.changed();
    }

    private Value execute(Node node, Task task) {
        switch (task.type) {
            case REFERENCE:
                return evaluation.references.follow(node, (Expr.Reference) task.work, task.env, task.provenance);
            case EXPRESSION:
                return expression(node, task);
            case COMPREHENSION:
                return comprehension(node, task);
            case COMPUTED_FIELD:
                return computedField(node, task);
            case PATTERN:
                return pattern(node, task);
            default:
                return list(node, task);
        }
    }

    private Value expression(Node node, Task task) {
        Expr expr = (Expr) task.work;
        Value value = null;
        for (ChoiceState.ChoiceCall call : node.choice.calls) {
            if (call.isFor(expr, task.env)) {
                value = call.value();
            }
        }
        if (value == null) {
            value = evaluation.expressions.evaluate(expr, task.env, node);
            if (value instanceof Node inline && inline.isChoice()) {
                node.choose().add(new ChoiceState.ChoiceCall(expr, task.env, value));
            }
        }
        if (!(value instanceof Bottom)) {
            evaluation.evaluated.value(node, value, task.provenance, expr.at());
        }
        return value;
    }

    private Value comprehension(Node node, Task task) {
        Expr.Comprehension comprehension = (Expr.Comprehension) task.work;
        List<Env> scopes = new ArrayList<>();
        Bottom failure = evaluation.comprehensions.combine(comprehension.clauses(), task.env, node, scopes::add);
        if (failure != null) {
            return failure;
        }
        for (Env scope : scopes) {
            evaluation.structs.struct(node, scope, comprehension.value(), task.provenance, true);
        }
        return node;
    }

    private Value computedField(Node node, Task task) {
        Expr.ComputedField field = (Expr.ComputedField) task.work;
        Value key = evaluation.values.of(evaluation.expressions.evaluate(field.key(), task.env, node));
        Value checked = evaluation.references.fieldLabel(key, field.at());
        if (checked instanceof Bottom) {
            return checked;
        }
        Provenance provenance = field.type() == FieldType.OPTIONAL ? task.provenance.optional() : task.provenance;
        evaluation.fields.arc(
                node,
                Label.string(((Data.StringData) key).value()),
                field.type(),
                new Conjunct(task.env, field.value(), provenance));
        return node;
    }

    private Value pattern(Node node, Task task) {
        Expr.PatternField field = (Expr.PatternField) task.work;
        Value pattern = evaluation.expressions.evaluate(field.pattern(), task.env, node);
        boolean matters = evaluation.isForcing() && node.arcs.hasRegular();
        if (matters && pattern instanceof Bottom bottom && bottom.isIncomplete()) {
            throw CueFault.unsupported(field.pattern().at(), "an incomplete pattern of labels");
        }
        if (pattern instanceof Node target) {
            Value known = evaluation.values.fields(target);
            if (known instanceof Bottom) {
                return known;
            }
            evaluation.finalizer.finish(target);
            Node result = target.deref();
            if (result.error != null) {
                return result.error;
            }
            pattern = result.scalar != null ? result.scalar : target;
        }
        if (pattern instanceof Bottom) {
            return pattern;
        }
        if (pattern instanceof Constraint.Bound bound
                && (bound.operator() == Operator.MATCH || bound.operator() == Operator.NOT_MATCH)) {
            evaluation.patterns.matches(bound, Label.string(""));
        }
        evaluation.fields.pattern(
                node, new Node.Pattern(pattern, new Conjunct(task.env, field.value(), task.provenance), field.named()));
        return node;
    }

    private Value list(Node node, Task task) {
        Expr.ListLit list = (Expr.ListLit) task.work;
        List<Conjunct> elements = new ArrayList<>();
        for (Expr.Element element : list.elements()) {
            if (element.clauses().isEmpty()) {
                elements.add(new Conjunct(task.env, element.value(), task.provenance));
            } else {
                Bottom failure = evaluation.comprehensions.combine(
                        element.clauses(),
                        task.env,
                        node,
                        scope -> elements.add(new Conjunct(scope, element.value(), task.provenance)));
                if (failure != null) {
                    keepElements(node, list, elements, failure);
                    return failure;
                }
            }
        }
        if (node.kind != Kind.LIST) {
            return node;
        }
        if (!evaluation.evaluated.listLength(node, elements.size(), list.rest() == null, list.at())) {
            return node;
        }
        addElements(node, elements);
        if (list.rest() != null) {
            Value from = new Constraint.Bound(Operator.GREATER_EQUAL, Data.NumberData.of(elements.size()));
            evaluation.fields.pattern(
                    node,
                    new Node.Pattern(from, new Conjunct(task.env, list.rest(), task.provenance.optional()), false));
        }
        return node;
    }

    /** A comprehension that cannot be completed still gives the elements before; only how many there are stays open. */
    private void keepElements(Node node, Expr.ListLit list, List<Conjunct> elements, Bottom failure) {
        if (!failure.isIncomplete() || !evaluation.isForcing() || node.kind != Kind.LIST) {
            return;
        }
        boolean tooLong = node.listClosed && elements.size() > node.listLength;
        if (tooLong && !node.patterns.isEmpty()) {
            throw CueFault.unsupported(list.at(), "an incomplete list that is longer than another one allows");
        }
        addElements(node, tooLong ? elements.subList(0, node.listLength) : elements);
    }

    private void addElements(Node node, List<Conjunct> elements) {
        for (int i = 0; i < elements.size(); i++) {
            evaluation.fields.arc(node, Label.index(i), FieldType.MEMBER, elements.get(i));
        }
    }
}
