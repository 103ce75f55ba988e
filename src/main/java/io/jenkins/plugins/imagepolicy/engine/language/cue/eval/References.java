package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** Finds the node that a reference means, and makes a node share the conjuncts of another. */
final class References {
    private final Evaluation evaluation;

    References(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The node, or a {@link Bottom}. */
    Value resolve(Expr.Reference reference, Env env, Node self) {
        if (reference instanceof Expr.FieldReference field) {
            Env scope = env.at(field.up());
            return scope.node == null ? scope.variable(field.label()) : lookup(scope.node, field.label(), field.at());
        } else if (reference instanceof Expr.LetReference let) {
            return env.at(let.up()).let(let.label());
        } else if (reference instanceof Expr.ValueReference value) {
            return value.up() == 0 ? self : env.at(value.up() - 1).node;
        } else if (reference instanceof Expr.ComputedReference computed) {
            Env scope = env.at(computed.up());
            Value key = evaluation.values.of(evaluation.expressions.evaluate(computed.key(), scope, self));
            Value label = label(key, computed.at());
            return label instanceof Bottom ? label : lookup(scope.node, ((LabelValue) label).label(), computed.at());
        } else if (reference instanceof Expr.Selector selector) {
            Value base = base(selector.from(), selector.label().isRegular(), env, self, selector.at());
            return base instanceof Bottom ? base : lookup((Node) base, selector.label(), selector.at());
        }
        Expr.Index index = (Expr.Index) reference;
        Value base = base(index.from(), true, env, self, index.at());
        if (base instanceof Bottom) {
            return base;
        }
        Value label =
                label(evaluation.values.of(evaluation.expressions.evaluate(index.index(), env, self)), index.at());
        return label instanceof Bottom ? label : lookup((Node) base, ((LabelValue) label).label(), index.at());
    }

    /** A label computed by an expression. */
    private record LabelValue(Label label) implements Value {
        @Override
        public int kind() {
            return Kind.BOTTOM;
        }
    }

    private Value label(Value value, int at) {
        if (value instanceof Bottom) {
            return value;
        }
        if (value instanceof Data.StringData text) {
            return new LabelValue(Label.string(text.value()));
        }
        if (value instanceof Data.NumberData number) {
            if (!number.integer() || number.value().signum() < 0) {
                return Bottom.error("invalid index " + Text.of(value) + " (index must be non-negative)", at);
            }
            if (number.value().precision() - number.value().scale() > 9) {
                return Bottom.error("invalid index " + Text.of(value) + ": out of range", at);
            }
            return new LabelValue(Label.index(number.value().intValueExact()));
        }
        int kind = value.kind();
        if (!value.isConcrete() && (kind == Kind.STRING || kind == Kind.INT || kind == Kind.NUMBER)) {
            return Bottom.incomplete("invalid non-ground value " + Text.of(value) + " (must be concrete)", at);
        }
        return Bottom.error("invalid index " + Text.of(value) + " (invalid type " + Kind.name(value.kind()) + ")", at);
    }

    /** The label of a computed field, or a Bottom. */
    Value fieldLabel(Value key, int at) {
        if (!(key instanceof Bottom) && !key.isConcrete()) {
            return Bottom.incomplete("key value of dynamic field must be concrete, found " + Text.of(key), at);
        }
        Value label = label(key, at);
        if (label instanceof LabelValue found) {
            return found.label().isInt() ? Bottom.error("integer fields not supported", at) : key;
        }
        return label;
    }

    private Value base(Expr from, boolean regular, Env env, Node self, int at) {
        Value value = evaluation.expressions.evaluate(from, env, self);
        if (value instanceof Bottom bottom) {
            RefusedReferences.besideChoice(evaluation, bottom, self, at);
            return value;
        }
        if (value instanceof Data data) {
            if (!(data instanceof Data.StructData) && !(data instanceof Data.ListData)) {
                return notComposite(value, at);
            }
            return evaluation.inline(null, data, self);
        }
        if (!(value instanceof Node node)) {
            return (value.kind() & Kind.STRUCT) != 0
                    ? Bottom.incomplete("undefined as " + Text.of(value) + " is incomplete", at)
                    : notComposite(value, at);
        }
        Value resolved = evaluation.values.resolved(node);
        if (resolved instanceof Bottom) {
            return resolved;
        }
        Node found = (Node) resolved;
        if (found.error != null && !found.error.isIncomplete()) {
            return found.error;
        }
        return regular && found.scalar != null ? notComposite(found, at) : found;
    }

    private static Bottom notComposite(Value value, int at) {
        return Bottom.error(
                "invalid operand " + Text.of(value) + " (found " + Kind.name(value.kind()) + ", want list or struct)",
                at);
    }

    /** A field or element of a node, or a Bottom when it is not there, or not yet. */
    Value lookup(Node from, Label label, int at) {
        Node node = from.deref();
        evaluation.knowledge.open(node);
        Node arc = node.arc(label);
        if (arc != null && arc.type == FieldType.MEMBER) {
            return arc;
        }
        evaluation.knowledge.attemptFor(node, label);
        node = from.deref();
        arc = node.arc(label);
        if (arc != null && arc.type != FieldType.OPTIONAL) {
            return arc;
        }
        if (!evaluation.knowledge.isChildKnown(node, label)) {
            if (!evaluation.isForcing()) {
                return Bottom.BLOCKED;
            }
            evaluation.knowledge.forceFor(node, label);
            node = from.deref();
            arc = node.arc(label);
            if (arc != null && arc.type != FieldType.OPTIONAL) {
                return arc;
            }
            evaluation.freezeAbsence(node, label);
        }
        if (arc != null) {
            RefusedReferences.operation(evaluation, arc, at);
            return Bottom.incomplete("cannot reference optional field: " + label, at);
        }
        boolean unsettled = node.frozen && !node.isList && !node.isStructNow();
        if (unsettled || CyclicReadings.isConditional(evaluation.task(), node)) {
            throw CyclicReadings.refused(evaluation.task(), node, label);
        }
        String message = label.isInt()
                ? "index out of range [" + label.index() + "] with length " + node.listLength
                : "undefined field: " + label;
        return accepts(node, label) ? Bottom.incomplete(message, at) : Bottom.error(message, at);
    }

    private boolean accepts(Node node, Label label) {
        if (!label.isRegular()) {
            return true;
        }
        if (node.choice.disjuncts != null) {
            return node.choice.disjuncts.stream().anyMatch(each -> accepts(each.deref(), label));
        }
        int kind = node.kind();
        if (label.isInt()) {
            return node.isList
                    ? label.index() < node.listLength || !node.listClosed
                    : (kind & Kind.LIST) != 0 && (node.error != null || (kind & Kind.STRUCT) != 0);
        }
        if ((kind & Kind.STRUCT) == 0 && (kind != Kind.BOTTOM || !node.hasStruct)) {
            return false;
        }
        boolean closed = node.isStructNow() && (node.closedRecursive || node.closedOnce) && !node.hasEllipsis;
        return !closed || matchesPattern(node, label);
    }

    private boolean matchesPattern(Node node, Label label) {
        for (Node.Pattern pattern : node.patterns) {
            if (evaluation.patterns.matches(pattern.pattern(), label)) {
                return true;
            }
        }
        return false;
    }

    /** Runs a reference that is a conjunct of a node. */
    Value follow(Node node, Expr.Reference reference, Env env, Provenance from) {
        Value value = resolve(reference, env, node);
        if (value instanceof Bottom) {
            return value;
        }
        Node target = (Node) value;
        if (target.error != null && target.error.code == Bottom.Code.STRUCTURAL_CYCLE) {
            return target.error;
        }
        Provenance provenance = withoutCycle(node, target, reference, env, from);
        if (provenance != null) {
            link(node, target, provenance, isDefinition(reference));
        }
        return node;
    }

    private static boolean isDefinition(Expr expr) {
        if (expr instanceof Expr.FieldReference field) {
            return field.label().isDefinition();
        }
        if (expr instanceof Expr.Selector selector) {
            return selector.label().isDefinition() || isDefinition(selector.from());
        }
        return expr instanceof Expr.Index index && isDefinition(index.from());
    }

    /** Follows CUE's rules for structural cycles; null when the reference adds nothing, or only later. */
    private Provenance withoutCycle(Node node, Node to, Expr.Reference reference, Env env, Provenance from) {
        Node target = to.deref();
        if (isAncestor(node, target)) {
            node.hasCyclicConjunct = true;
            node.hasAncestorCycle = true;
            return cyclic(node, !node.hasNonCycle, reference, env, from);
        }
        if (node.hasNonCyclic && from.cycle() == Provenance.CycleType.MAYBE) {
            return from;
        }
        for (Provenance.Trail step = from.trail(); step != null; step = step.next()) {
            if (step.to().deref() != target) {
                continue;
            }
            if (step.node().deref() == node.deref()) {
                return null;
            }
            if (from.cycle() == Provenance.CycleType.OPTIONAL && node.hasNonCyclic) {
                return step.depth() == node.depth ? null : from.withCycle(Provenance.CycleType.MAYBE, null);
            }
            if (node.hasNonCycle && node.hasNonCyclic && step.depth() != node.depth) {
                return from;
            }
            node.hasCyclicConjunct = true;
            return cyclic(node, !node.hasNonCyclic && !node.hasNonCycle, reference, env, from);
        }
        return from.withCycle(from.cycle(), new Provenance.Trail(target, node, node.depth, from.trail()));
    }

    private Provenance cyclic(Node node, boolean postpone, Expr.Reference reference, Env env, Provenance from) {
        Provenance provenance = from.withCycle(Provenance.CycleType.CYCLIC, from.trail());
        if (postpone) {
            evaluation.inserter.postpone(node, new Conjunct(env, reference, provenance));
            return null;
        }
        return provenance;
    }

    private static boolean isAncestor(Node node, Node target) {
        for (Node parent = node.parent; parent != null; parent = parent.parent) {
            if (parent == target || parent.deref() == target) {
                return true;
            }
        }
        return false;
    }

    /** Gives {@code node} all conjuncts of {@code target}, those to come included. */
    void link(Node node, Node target, Provenance from, boolean definition) {
        Provenance provenance = from;
        if (target.closedOnce) {
            node.closedOnce = true;
            provenance = evaluation.closedness.reference(node, target, provenance, false);
        }
        if (!target.closedRecursive && !target.closedOnce && provenance.embedding() != null) {
            provenance = provenance.withDefinition(false);
        }
        if (node.deref() == target.deref()) {
            return;
        }
        boolean closes = definition || (target.label != null && target.label.isDefinition());
        if (closes) {
            node.isDefinition = true;
            provenance = provenance.withDefinition(true);
        }
        provenance = evaluation.closedness.reference(node, target, provenance, !closes);
        if (isLinked(node, target)) {
            return;
        }
        if (node.status == Node.Status.DONE) {
            throw CueFault.unsupported(-1, "a field that changes after its value was used (" + node.path() + ")");
        }
        node.addSource(target);
        target.addReceiver(new Node.Receiver(node, provenance));
        for (int i = 0; i < target.conjuncts.size(); i++) {
            Conjunct conjunct = target.conjuncts.get(i);
            evaluation.inserter.schedule(node, conjunct.env(), conjunct.value(), provenance);
        }
        evaluation.changed();
    }

    /** Looks at the shorter side: a comprehension may link one field to as many others as its source has elements. */
    private static boolean isLinked(Node node, Node target) {
        if (node.sources.size() > target.receivers.size()) {
            return target.receivers.stream().anyMatch(receiver -> receiver.node() == node);
        }
        return node.sources.stream().anyMatch(source -> source == target);
    }
}
