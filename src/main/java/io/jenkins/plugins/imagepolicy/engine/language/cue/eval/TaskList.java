package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;

/**
 * The tasks of a node in their order. Those done are passed over and let go of, or a comprehension that gives a node as many
 * tasks as its source has elements would cost their square. Tasks may be added and done while others walk along the list.
 */
final class TaskList {
    /** The version of the evaluation in which all tasks were tried in vain; -1 for none. */
    long attemptedAt = -1;

    boolean attempting;

    private Task first;
    private Task last;
    private int pending;

    void add(Task task) {
        if (first == null) {
            first = task;
        } else {
            last.next = task;
        }
        last = task;
        pending++;
    }

    /** One of the tasks is done. */
    void done() {
        pending--;
    }

    boolean hasPending() {
        return pending > 0;
    }

    /** Whether a task that is not done may add the label; any task when it is null. */
    boolean mayAdd(Label label) {
        for (Task task = first(); task != null; task = after(task)) {
            if (task.state != Task.State.DONE && (label == null || task.mayAdd(label))) {
                return true;
            }
        }
        return false;
    }

    Task first() {
        while (first != last && first.state == Task.State.DONE) {
            first = first.next;
        }
        return first;
    }

    /** The next task, or null. The last one is never let go of, so that a walk meets what is added behind it. */
    Task after(Task task) {
        Task next = task.next;
        while (next != null && next != last && next.state == Task.State.DONE) {
            next = next.next;
        }
        task.next = next;
        return next;
    }
}
