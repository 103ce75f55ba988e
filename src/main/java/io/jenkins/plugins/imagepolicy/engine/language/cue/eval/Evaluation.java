package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Library;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.HashSet;

/** One evaluation: its parts, its bounds and what they share. Not thread-safe; never used twice. */
final class Evaluation {
    private static final int TICKS_PER_CLOCK = 256;

    final Closedness closedness = new Closedness();
    final Regexes regexes;
    final Inserter inserter;
    final StructInserter structs;
    final ValueInserter evaluated;
    final Fields fields;
    final Kinds kinds;
    final References references;
    final Knowledge knowledge;
    final Values values;
    final Tasks tasks;
    final Comprehensions comprehensions;
    final Expressions expressions;
    final Checks checks;
    final Choices choices;
    final Calls calls;
    final Finalizer finalizer;
    final Patterns patterns;

    private final Limits limits;
    private final long deadline;
    private long version;
    private int nodes;
    private int depth;
    private int ticks;
    private boolean forcing;
    private Node reader;
    private Task task;
    private int wholes;
    private boolean fileCondition;

    Evaluation(Limits limits, Regexes regexes, Library library) {
        this.limits = limits;
        this.regexes = regexes;
        deadline = System.nanoTime() + limits.nanos();
        inserter = new Inserter(this);
        structs = new StructInserter(this);
        evaluated = new ValueInserter(this);
        fields = new Fields(this);
        kinds = new Kinds(this);
        references = new References(this);
        knowledge = new Knowledge(this);
        values = new Values(this);
        tasks = new Tasks(this);
        comprehensions = new Comprehensions(this);
        expressions = new Expressions(this);
        checks = new Checks(this);
        choices = new Choices(this);
        calls = new Calls(this, library);
        finalizer = new Finalizer(this);
        patterns = new Patterns(this);
    }

    /** The policy alone, or unified with an input. */
    Node run(Expr.Struct policy, Data input) {
        Node alone = new Node(null, null, 0);
        if (input == null) {
            alone.conjuncts.add(new Conjunct(null, policy, Provenance.NONE));
            finalizer.finish(alone);
            return alone;
        }
        Node root = new Node(null, null, 0);
        Provenance ofPolicy = closedness.struct(root, Provenance.NONE);
        Provenance ofInput = closedness.struct(root, Provenance.NONE);
        alone.conjuncts.add(new Conjunct(null, policy, Provenance.NONE));
        ofPolicy = closedness.reference(root, alone, ofPolicy, true);
        root.conjuncts.add(new Conjunct(null, policy, ofPolicy));
        root.conjuncts.add(new Conjunct(null, input, ofInput));
        root.closed.keepGroups();
        finalizer.finish(root);
        return root;
    }

    long version() {
        return version;
    }

    void changed() {
        version++;
    }

    boolean isForcing() {
        return forcing;
    }

    boolean setForcing(boolean force) {
        boolean outer = forcing;
        forcing = force;
        return outer;
    }

    /** The node whose task runs; returns the one before. */
    Node setReader(Node node) {
        Node outer = reader;
        reader = node;
        return outer;
    }

    /** The task that runs; returns the one before. */
    Task setTask(Task running) {
        Task outer = task;
        task = running;
        return outer;
    }

    /**
     * Whether the value of the node is that of a disjunct on trial, as something outside of the disjunct would see it. What
     * it saw would stay when the disjunct goes, and CUE makes such a reading depend on its own order of evaluation.
     */
    boolean isOnTrialElsewhere(Node node) {
        for (Node each = node;
                each != null;
                each = each.choice.chosen != null ? each.choice.chosen : each.choice.trial) {
            if (each.choice.chosen == null && each.choice.trial != null && !each.choice.trial.holds(reader)) {
                return true;
            }
        }
        return false;
    }

    /** Notes whether a condition of the file itself is computed, now or from further out; returns what was noted before. */
    boolean setFileCondition(Task running) {
        boolean outer = fileCondition;
        fileCondition = outer || (running.type == Task.Type.COMPREHENSION && running.env.isOfFile());
        return outer;
    }

    void resetFileCondition(boolean outer) {
        fileCondition = outer;
    }

    boolean isFileCondition() {
        return fileCondition;
    }

    /** All fields of a struct are read at once, until {@link #leaveWhole}. */
    void enterWhole() {
        wholes++;
    }

    void leaveWhole() {
        wholes--;
    }

    Node reader() {
        return reader;
    }

    Task task() {
        return task;
    }

    void countNode() {
        if (++nodes > limits.nodes()) {
            throw CueFault.limit(-1, "the evaluation needs more than " + limits.nodes() + " nodes");
        }
        tick(null);
    }

    void enter(Node node) {
        if (++depth > limits.depth() || node.depth > limits.depth()) {
            throw CueFault.limit(-1, "the evaluation nests deeper than " + limits.depth() + " levels");
        }
    }

    void leave() {
        depth--;
    }

    void tick(Task task) {
        if (++ticks % TICKS_PER_CLOCK == 0 && System.nanoTime() > deadline) {
            int at = task != null && task.work instanceof Expr expr ? expr.at() : -1;
            throw CueFault.limit(at, "the evaluation takes longer than " + limits.nanos() / 1_000_000 + " ms");
        }
    }

    /** A value that stands nowhere: the operand of an expression. */
    Node inline(Env env, Value value, Node self) {
        Node node = new Node(null, null, self == null ? 0 : self.depth + 1);
        node.inline = true;
        node.owner = self;
        refuseRecursion(value, self);
        node.conjuncts.add(new Conjunct(env, value, Provenance.NONE));
        if (node.depth > limits.depth()) {
            throw CueFault.limit(-1, "the evaluation nests deeper than " + limits.depth() + " levels");
        }
        return node;
    }

    /** CUE reports some recursions through an operand as structural cycles and computes others. */
    private static void refuseRecursion(Value value, Node self) {
        if (!(value instanceof Expr expr)) {
            return;
        }
        for (Node node = self; node != null; node = node.parent != null ? node.parent : node.owner) {
            if (node.inline
                    && !node.conjuncts.isEmpty()
                    && node.conjuncts.get(0).value() == value) {
                throw CueFault.unsupported(expr.at(), "a recursion through an operand");
            }
        }
    }

    /** A forced reading saw the node as it is: it must not change any more. */
    void freeze(Node node) {
        CyclicReadings.check(new CyclicReadings.Reading(task, reader, wholes > 0), node);
        node.frozen = true;
        if (reader == node) {
            node.readsItself = true;
        }
    }

    void freezeAbsence(Node node, Label label) {
        CyclicReadings.checkAbsence(new CyclicReadings.Reading(task, reader, wholes > 0), node, label);
        if (node.frozenLabels.isEmpty()) {
            node.frozenLabels = new HashSet<>();
        }
        node.frozenLabels.add(label);
    }
}
