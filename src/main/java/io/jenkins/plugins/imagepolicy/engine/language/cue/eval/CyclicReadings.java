package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Absences;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;

/**
 * Readings of a node by a task on which the node itself depends. CUE resolves some of these cycles and reports others, by the
 * order in which it happens to evaluate; only the forms that it always resolves the same way are let through.
 */
final class CyclicReadings {
    private CyclicReadings() {}

    /** A reading by a task of the node {@code reader}; {@code whole} when all fields of a struct are read at once. */
    record Reading(Task task, Node reader, boolean whole) {
        /** Whether the reader belongs to a disjunct on trial to which the node does not belong. */
        boolean isTrialElsewhere(Node node) {
            for (Node each = reader; each != null; each = each.parent != null ? each.parent : each.owner) {
                if (!each.choice.decided.isEmpty() && !each.holds(node)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Throws a fault unless the task may read the node while tasks that add to it are not done.
     */
    static void check(Reading reading, Node node) {
        Task reader = reading.task();
        if (reader == null || node.type == FieldType.REQUIRED || !node.choice.choices.isEmpty()) {
            throw refused(reader, node, null);
        }
        own(reading, node, null);
        above(reading, node);
    }

    /** The same for a reading that finds no field of this label. */
    static void checkAbsence(Reading reading, Node node, Label label) {
        Task reader = reading.task();
        if (reader == null || node.type == FieldType.REQUIRED || !node.choice.choices.isEmpty()) {
            throw refused(reader, node, label);
        }
        own(reading, node, label);
        above(reading, node);
    }

    /** A condition of the file itself that reads a required field by way of another: CUE takes some of these for cycles. */
    static void checkRequired(Task reader, Node at, Node node) {
        if (reader == null || at.parent != null || at.inline) {
            return;
        }
        for (Node source : node.sources) {
            if (source.type == FieldType.REQUIRED) {
                throw refused(reader, node, null);
            }
            checkRequired(reader, at, source);
        }
    }

    /** Whether a condition of a required field reads the field itself. */
    static boolean isConditional(Task reader, Node node) {
        if (node.type != FieldType.REQUIRED || reader == null || reader.type != Task.Type.COMPREHENSION) {
            return false;
        }
        TaskList tasks = node.tasks;
        for (Task task = tasks == null ? null : tasks.first(); task != null; task = tasks.after(task)) {
            if (task.state != Task.State.DONE && task.work == reader.work) {
                return true;
            }
        }
        return false;
    }

    private static void own(Reading reading, Node node, Label label) {
        Task reader = reading.task();
        TaskList tasks = node.tasks;
        for (Task task = tasks == null ? null : tasks.first(); task != null; task = tasks.after(task)) {
            boolean mayAdd = task.state != Task.State.DONE && (label == null || task.mayAdd(label));
            if (mayAdd && !isHarmless(reading, node, task)) {
                throw refused(reader, node, label);
            }
        }
    }

    private static void above(Reading reading, Node node) {
        if (node.visiting) {
            return;
        }
        if (node.parent != null && !node.inline) {
            own(reading, node.parent, node.label);
            above(reading, node.parent);
        }
        node.visiting = true;
        try {
            for (Node source : node.sources) {
                above(reading, source);
            }
        } finally {
            node.visiting = false;
        }
    }

    /**
     * Operations on each other's results, a comprehension, computed field or pattern that reads what it may add to, and
     * a condition that may add to what it is computed from: should it add, then the change after the reading refuses.
     */
    private static boolean isHarmless(Reading reading, Node at, Task pending) {
        Task reader = reading.task();
        if (reading.whole() && pending.type == Task.Type.COMPREHENSION) {
            return false;
        }
        if (reader.work == pending.work) {
            return reader.type != Task.Type.REFERENCE && reader.type != Task.Type.LIST;
        }
        if (pending.work instanceof Expr.Comprehension comprehension) {
            return pending.labels != null
                    && !pending.env.isOfFile()
                    && !reading.isTrialElsewhere(at)
                    && reader.type != Task.Type.COMPUTED_FIELD
                    && reader.type != Task.Type.PATTERN
                    && !Absences.areAskedFor(comprehension.clauses());
        }
        return reader.type == Task.Type.EXPRESSION && pending.type == Task.Type.EXPRESSION;
    }

    static CueFault refused(Task reader, Node node, Label label) {
        int at = reader != null && reader.work instanceof Expr expr ? expr.at() : -1;
        String path = node.path();
        String field = label == null ? path : path.isEmpty() ? label.toString() : path + "." + label;
        return CueFault.unsupported(at, "a value that depends on itself (" + field + ")");
    }
}
