package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import java.util.HashMap;
import java.util.Map;

/** A frame of lexical scope: the node that a struct or list literal became, or, then without a node, the variables of a clause. */
final class Env {
    final Env up;
    final Node node;
    /** The label that the pattern constraint evaluated here matched. */
    final Label matched;

    /** The variables of a clause, or null. */
    final Variables variables;

    private Map<Label, Node> lets;

    /** What {@code for} and {@code let} clauses declare; the key's name may be null. */
    record Variables(Label name, Node value, Label keyName, Node key) {}

    private Env(Env up, Node node, Label matched, Variables variables) {
        this.up = up;
        this.node = node;
        this.matched = matched;
        this.variables = variables;
    }

    Env(Env up, Node node) {
        this(up, node, null, null);
    }

    static Env of(Env up, Variables variables) {
        return new Env(up, null, null, variables);
    }

    /** The variable of the clause. */
    Node variable(Label label) {
        return label.equals(variables.name()) ? variables.value() : variables.key();
    }

    Env matching(Label label) {
        Env copy = new Env(up, node, label, variables);
        copy.lets = lets;
        return copy;
    }

    /** Whether it is the scope of the file itself, or of clauses in it. */
    boolean isOfFile() {
        Env env = this;
        while ((env.node == null || env.node.inline) && env.up != null) {
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
