package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;

/**
 * Whether all conjuncts of a node have come, and how to make them come. A conjunct may come from a task of the node, of an
 * ancestor that may add the label on the way down, or of any of these for a node it refers to.
 */
final class Knowledge {
    private final Evaluation evaluation;

    Knowledge(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    void open(Node node) {
        evaluation.inserter.open(node);
    }

    /** Opens the node and runs, as far as they can run, all tasks that may add to it. */
    void attempt(Node node) {
        open(node);
        if (node.status == Node.Status.DONE) {
            return;
        }
        if (node.parent != null && !node.inline) {
            attemptFor(node.parent, node.label);
        }
        for (int i = 0; i < node.sources.size(); i++) {
            Node source = node.sources.get(i);
            if (!source.visiting && source.parent != null) {
                source.visiting = true;
                attemptFor(source.parent, source.label);
                source.visiting = false;
            }
        }
        attemptOwn(node, null);
    }

    /** Runs what may add the label to the node. */
    void attemptFor(Node node, Label label) {
        open(node);
        if (node.status == Node.Status.DONE) {
            return;
        }
        if (node.parent != null && !node.inline) {
            attemptFor(node.parent, node.label);
        }
        attemptOwn(node, label);
    }

    private void attemptOwn(Node node, Label label) {
        TaskList tasks = node.tasks;
        if (tasks == null || tasks.attempting || tasks.attemptedAt == evaluation.version()) {
            return;
        }
        tasks.attempting = true;
        try {
            boolean progress = true;
            while (progress) {
                progress = false;
                for (Task task = tasks.first(); task != null; task = tasks.after(task)) {
                    if (task.state == Task.State.PENDING && (label == null || task.mayAdd(label))) {
                        progress |= evaluation.tasks.run(node, task, false);
                    }
                }
            }
        } finally {
            tasks.attempting = false;
        }
        if (label == null) {
            tasks.attemptedAt = evaluation.version();
        }
    }

    /** Whether all conjuncts of the node are known and its own tasks are done. */
    boolean isKnown(Node node) {
        if (node.status == Node.Status.DONE) {
            return true;
        }
        return !node.hasPendingTask() && hasAllConjuncts(node);
    }

    /** Whether no task can add a conjunct to the node any more, from its parents or from what it refers to. */
    boolean hasAllConjuncts(Node node) {
        if (node.visiting) {
            return true;
        }
        if (node.parent != null && !node.inline && !isChildKnown(node.parent, node.label)) {
            return false;
        }
        node.visiting = true;
        try {
            for (int i = 0; i < node.sources.size(); i++) {
                if (!hasAllConjuncts(node.sources.get(i))) {
                    return false;
                }
            }
            return true;
        } finally {
            node.visiting = false;
        }
    }

    /** Whether no task can add to this field of the node any more. */
    boolean isChildKnown(Node node, Label label) {
        if (node.status == Node.Status.DONE) {
            return true;
        }
        if (node.tasks != null && node.tasks.mayAdd(label)) {
            return false;
        }
        return hasAllConjuncts(node);
    }

    /** Decides all that may add to the node, without waiting for what it depends on. */
    void force(Node node) {
        open(node);
        if (node.status == Node.Status.DONE) {
            return;
        }
        if (node.parent != null && !node.inline) {
            forceFor(node.parent, node.label);
        }
        forceSources(node);
        forceOwn(node, null);
    }

    private void forceSources(Node node) {
        for (int i = 0; i < node.sources.size(); i++) {
            Node source = node.sources.get(i);
            if (!source.visiting && source.parent != null && !source.inline) {
                source.visiting = true;
                try {
                    forceFor(source.parent, source.label);
                    forceSources(source);
                } finally {
                    source.visiting = false;
                }
            }
        }
    }

    void forceFor(Node node, Label label) {
        open(node);
        if (node.status == Node.Status.DONE) {
            return;
        }
        if (node.parent != null && !node.inline) {
            forceFor(node.parent, node.label);
        }
        forceOwn(node, label);
    }

    private void forceOwn(Node node, Label label) {
        attemptOwn(node, label);
        TaskList tasks = node.tasks;
        if (tasks == null) {
            return;
        }
        for (Task task = tasks.first(); task != null; task = tasks.after(task)) {
            if (task.state == Task.State.PENDING && (label == null || task.mayAdd(label))) {
                evaluation.tasks.run(node, task, true);
                attemptOwn(node, label);
            }
        }
    }
}
