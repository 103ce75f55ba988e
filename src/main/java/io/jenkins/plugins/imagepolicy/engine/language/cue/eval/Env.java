package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import java.util.HashMap;
import java.util.Map;

/** A frame of lexical scope: the node that a struct or list literal became, or the variables of a clause. */
final class Env {
    final Env up;
    final Node node;
    /** The label that the pattern constraint evaluated here matched. */
    final Label matched;

    private Map<Label, Node> lets;

    Env(Env up, Node node, Label matched) {
        this.up = up;
        this.node = node;
        this.matched = matched;
    }

    Env(Env up, Node node) {
        this(up, node, null);
    }

    Env matching(Label label) {
        Env copy = new Env(up, node, label);
        copy.lets = lets;
        return copy;
    }

    /** Whether it is the scope of the file itself, or of clauses in it. */
    boolean isOfFile() {
        Env env = this;
        while (env.node.inline && env.up != null) {
            env = env.up;
        }
        return env.up == null;
    }

    Env at(int levels) {
        Env env = this;
        for (int i = 0; i < levels; i++) {
            env = env.up;
        }
        return env;
    }

    void declareLet(Label label, Node let) {
        if (lets == null) {
            lets = new HashMap<>();
        }
        lets.put(label, let);
    }

    Node let(Label label) {
        return lets.get(label);
    }
}
