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
import java.util.Map;

/** Adds conjuncts to nodes: what is known at once goes into the node, the rest becomes its tasks. */
final class Inserter {
    private final Evaluation evaluation;
    private final Closedness closedness;

    Inserter(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.closedness = evaluation.closedness;
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
                || node.chosen != null
                || node.disjuncts != null) {
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

    void schedule(Node node, Env env, Value value, Provenance provenance) {
        if (provenance.fromDefinition()) {
            node.closedRecursive = true;
        }
        if (provenance.cycle() == Provenance.CycleType.NONE || provenance.cycle() == Provenance.CycleType.OPTIONAL) {
            node.hasNonCyclic = true;
        }
        if (!(value instanceof Expr expr)) {
            value(node, value, provenance, -1);
        } else if (expr instanceof Expr.Literal literal) {
            value(node, literal.value(), provenance, literal.at());
        } else if (expr instanceof Expr.Struct struct) {
            struct(node, env, struct, provenance, false);
        } else if (expr instanceof Expr.Binary binary && binary.operator() == Operator.AND) {
            schedule(node, env, binary.left(), provenance);
            schedule(node, env, binary.right(), provenance);
        } else if (expr instanceof Expr.ListLit list) {
            cyclicStatus(node, provenance);
            node.addTask(new Task(Task.Type.LIST, new Env(env, node), list, provenance, null));
            kind(node, Kind.LIST, list, list.at(), provenance);
        } else if (expr instanceof Expr.Disjunction disjunction) {
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

    void postpone(Node node, Conjunct conjunct) {
        if (node.cyclicConjuncts.isEmpty()) {
            node.cyclicConjuncts = new ArrayList<>(1);
        }
        node.cyclicConjuncts.add(conjunct);
    }

    private void choice(Node node, Env env, Expr.Disjunction disjunction, Provenance provenance) {
        List<Node.Alternative> alternatives =
                new ArrayList<>(disjunction.disjuncts().size());
        for (Expr.Disjunct disjunct : disjunction.disjuncts()) {
            alternatives.add(new Node.Alternative(disjunct.value(), disjunct.isDefault()));
        }
        choice(
                node,
                new Node.Choice(
                        disjunction,
                        env,
                        alternatives,
                        disjunction.hasDefaults(),
                        provenance.optional(),
                        disjunction.at()));
        closedness.note(node, provenance, Closedness.Mark.NONE);
    }

    /** Keeps a choice for later; on a trial, takes the disjunct that the trial is about. */
    private void choice(Node node, Node.Choice choice) {
        Node.Choice decided = node.decided(choice);
        if (decided == null) {
            node.addChoice(choice);
            return;
        }
        Node.Alternative alternative = node.selection.get(decided);
        if (alternative != null) {
            schedule(node, choice.env(), alternative.value(), choice.provenance());
        }
    }

    /** A structural cycle is broken by any conjunct that is not part of it. */
    private void cyclicStatus(Node node, Provenance provenance) {
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

    void struct(Node node, Env env, Expr.Struct struct, Provenance from, boolean comprehended) {
        cyclicStatus(node, from);
        closedness.note(node, from, Closedness.Mark.STRUCT);
        node.hasStruct = true;
        Env scope = new Env(env, node);
        Provenance provenance = from;
        if (struct.embeds() && !comprehended && from.outer() == null && !from.fromEmbedding() && !struct.file()) {
            provenance = closedness.struct(node, from);
        }
        declareLets(node, scope, struct);
        for (Expr.Decl decl : struct.decls()) {
            declaration(node, scope, decl, provenance, comprehended);
        }
        if (struct.open()) {
            node.hasEllipsis = true;
            closedness.note(node, provenance, Closedness.Mark.ELLIPSIS);
        }
        if (!struct.embeds()) {
            mustBeStruct(node, struct, struct.at(), provenance);
        }
    }

    private void declareLets(Node node, Env scope, Expr.Struct struct) {
        for (Expr.Decl decl : struct.decls()) {
            if (decl instanceof Expr.LetField let) {
                Node value = new Node(node, let.label(), node.depth + 1);
                value.inline = true;
                value.conjuncts.add(new Conjunct(scope, let.value(), Provenance.NONE));
                scope.declareLet(let.label(), value);
            }
        }
    }

    private void declaration(Node node, Env scope, Expr.Decl decl, Provenance provenance, boolean comprehended) {
        if (decl instanceof Expr.Field field) {
            Provenance inner = comprehended ? provenance : provenance.field();
            if (field.type() == FieldType.MEMBER && field.label().isString()) {
                mustBeStruct(node, field.value(), field.at(), provenance);
            }
            if (field.type() == FieldType.OPTIONAL) {
                inner = inner.optional();
            }
            arc(node, field.label(), field.type(), new Conjunct(scope, field.value(), inner));
        } else if (decl instanceof Expr.Embedding embedding) {
            Provenance inner = isPlainOperation(embedding.value())
                    ? provenance.withEmbedding(true)
                    : closedness.embedding(node, provenance.withEmbedding(true));
            schedule(node, scope, embedding.value(), inner);
        } else if (decl instanceof Expr.Comprehension comprehension) {
            Provenance inner =
                    closedness.embedding(node, provenance.withEmbedding(true)).optional();
            node.addTask(new Task(Task.Type.COMPREHENSION, scope, comprehension, inner, comprehension.labels()));
        } else if (decl instanceof Expr.ComputedField field) {
            if (field.type() == FieldType.MEMBER) {
                mustBeStruct(node, field.value(), field.at(), provenance);
            }
            node.addTask(new Task(Task.Type.COMPUTED_FIELD, scope, field, provenance.field(), null));
        } else if (decl instanceof Expr.PatternField pattern) {
            node.addTask(new Task(
                    Task.Type.PATTERN, scope, pattern, provenance.field().optional(), null));
        }
    }

    private static boolean isPlainOperation(Expr expr) {
        return expr instanceof Expr.Binary binary && binary.operator() != Operator.AND;
    }

    private void mustBeStruct(Node node, Value source, int at, Provenance provenance) {
        node.isStruct = true;
        kind(node, Kind.STRUCT, source, at, provenance);
    }

    /** Inserts a conjunct of a field or element, with the pattern constraints that match it. */
    Node arc(Node node, Label label, FieldType type, Conjunct conjunct) {
        Node arc = node.arc(label);
        boolean isNew = arc == null;
        if (isNew) {
            refuseLateField(node, label, conjunct);
            arc = new Node(node, label, node.depth + 1);
            arc.type = type;
            node.putArc(label, arc);
            evaluation.changed();
        } else if (type.compareTo(arc.type) < 0) {
            refuseLateField(node, label, conjunct);
            arc.type = type;
            evaluation.changed();
        }
        if (!isNew && isKnown(arc, conjunct)) {
            return arc;
        }
        add(arc, conjunct);
        if (isNew) {
            for (int i = 0; i < node.patterns.size(); i++) {
                constrain(node, arc, node.patterns.get(i));
            }
        }
        return arc;
    }

    private boolean isKnown(Node arc, Conjunct conjunct) {
        for (Conjunct known : arc.conjuncts) {
            if (known.isSame(conjunct)) {
                Origin origin = known.provenance().origin();
                if (origin != null && conjunct.provenance().origin() != origin) {
                    origin.putWithin(conjunct.provenance().origin());
                } else if (origin == null && conjunct.provenance().origin() != null) {
                    return false;
                }
                return true;
            }
        }
        return false;
    }

    private void refuseLateField(Node node, Label label, Conjunct conjunct) {
        if (node.status == Node.Status.DONE || node.frozen || node.frozenLabels.contains(label)) {
            int at = conjunct.value() instanceof Expr expr ? expr.at() : -1;
            throw CueFault.unsupported(
                    at, "a field that is added after its absence was used (" + label + " in " + node.path() + ")");
        }
    }

    void pattern(Node node, Node.Pattern pattern) {
        for (Node.Pattern known : node.patterns) {
            if (known.constraint().isSame(pattern.constraint())) {
                return;
            }
        }
        node.addPattern(pattern);
        evaluation.changed();
        for (Node arc : List.copyOf(node.arcs.values())) {
            constrain(node, arc, pattern);
        }
    }

    private void constrain(Node node, Node arc, Node.Pattern pattern) {
        if (arc.label.isRegular() && evaluation.patterns.matches(pattern.pattern(), arc.label)) {
            Conjunct constraint = pattern.constraint();
            Conjunct conjunct = new Conjunct(
                    constraint.env() == null ? null : constraint.env().matching(arc.label),
                    constraint.value(),
                    constraint.provenance());
            arc(node, arc.label, arc.type, conjunct);
        }
    }

    /** Narrows the node to a kind; false when nothing is left. */
    boolean kind(Node node, int kind, Value source, int at, Provenance provenance) {
        closedness.note(node, provenance, Closedness.Mark.NONE);
        int both = node.kind & kind;
        if (node.kind == Kind.BOTTOM || kind == Kind.BOTTOM) {
            return false;
        }
        if (both == Kind.BOTTOM) {
            conflict(node, node.kindSource, node.kind, node.kindAt, source, kind, at);
        }
        if (node.kind != both || node.kindSource == null) {
            node.kindSource = source;
            node.kindAt = at;
        }
        node.kind = both;
        return both != Kind.BOTTOM;
    }

    private void conflict(Node node, Value left, int leftKind, int leftAt, Value right, int rightKind, int at) {
        String message = "conflicting values " + Text.of(left, leftKind) + " and " + Text.of(right, rightKind);
        if (leftKind != rightKind) {
            message += " (mismatched types " + Kind.name(leftKind) + " and " + Kind.name(rightKind) + ")";
        }
        Value seen = leftAt < 0 ? left : at < 0 ? right : null;
        node.addError(Bottom.error(message, leftAt >= 0 ? leftAt : at, node, seen));
        evaluation.changed();
    }

    /** Inserts an evaluated value. */
    void value(Node node, Value value, Provenance provenance, int at) {
        closedness.note(node, provenance, Closedness.Mark.NONE);
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
            if (kind(node, bound.kind(), bound, at, provenance)) {
                cyclicStatus(node, provenance);
                Bounds.add(node, bound, at);
                evaluation.changed();
            }
        } else if (value instanceof Validator validator) {
            validator(node, validator, provenance, at);
        } else if (value instanceof Structures.OneOf one) {
            List<Node.Alternative> alternatives = new ArrayList<>(one.values().size());
            one.values().forEach(each -> alternatives.add(new Node.Alternative(each, false)));
            choice(node, new Node.Choice(one, null, alternatives, false, provenance.optional(), one.at()));
        } else {
            throw CueFault.unsupported(at, "a value of this type");
        }
    }

    private void structData(Node node, Data.StructData struct, Provenance provenance, int at) {
        cyclicStatus(node, provenance);
        closedness.note(node, provenance, Closedness.Mark.STRUCT);
        node.hasStruct = true;
        mustBeStruct(node, struct, at, provenance);
        for (Map.Entry<String, Data> field : struct.fields().entrySet()) {
            arc(
                    node,
                    Label.string(field.getKey()),
                    FieldType.MEMBER,
                    new Conjunct(null, field.getValue(), provenance.field()));
        }
    }

    private void list(Node node, Value list, List<? extends Value> elements, Provenance provenance, int at) {
        cyclicStatus(node, provenance);
        if (!kind(node, Kind.LIST, list, at, provenance)) {
            return;
        }
        if (!listLength(node, elements.size(), true, at)) {
            return;
        }
        for (int i = 0; i < elements.size(); i++) {
            arc(node, Label.index(i), FieldType.MEMBER, new Conjunct(null, elements.get(i), provenance.field()));
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
        node.listClosed |= closed;
        node.listLength = Math.max(node.listLength, length);
        evaluation.changed();
        return true;
    }

    private void scalar(Node node, Data data, Provenance provenance, int at) {
        if (!kind(node, data.kind(), data, at, provenance)) {
            return;
        }
        cyclicStatus(node, provenance);
        if (node.scalar == null) {
            node.scalar = data;
            node.scalarAt = at;
            evaluation.changed();
        } else if (!Operators.isSame(node.scalar, data)) {
            conflict(
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
        if (!kind(node, type.kind(), type, at, provenance)) {
            return;
        }
        cyclicStatus(node, provenance);
        if (type.kind() == Kind.TOP) {
            node.hasTop = true;
        }
        closedness.note(node, provenance, Closedness.Mark.TOP);
        evaluation.changed();
    }

    private void validator(Node node, Validator validator, Provenance provenance, int at) {
        if (!kind(node, validator.kind(), validator, at, provenance)) {
            return;
        }
        if ((validator.kind() & Kind.COMPOSITE) != 0) {
            closedness.note(
                    node, provenance, validator.isOpen() ? Closedness.Mark.OPEN_VALIDATOR : Closedness.Mark.TOP);
        }
        if (validator.isOpen()) {
            node.hasOpenValidator = true;
        }
        if (validator.kind() == Kind.TOP) {
            node.hasTop = true;
        }
        for (Node.Check check : node.checks) {
            if (check.validator() != null && check.validator().equals(validator)) {
                return;
            }
        }
        node.addCheck(new Node.Check(null, validator, at));
        evaluation.changed();
    }
}
