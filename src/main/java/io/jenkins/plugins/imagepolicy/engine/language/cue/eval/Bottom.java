package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;

/** The bottom of the lattice, with the reason. {@code at} is an offset into the policy, -1 when unknown. */
final class Bottom implements Value {
    /** Severity, in CUE's order. */
    enum Code {
        EVALUATION,
        USER,
        STRUCTURAL_CYCLE,
        INCOMPLETE,
        CYCLE,
        /** Not an answer yet: the value asked for may still change. */
        BLOCKED
    }

    static final Bottom BLOCKED = new Bottom(Code.BLOCKED, "not yet known", -1, null, null);

    final Code code;
    final String message;
    final int at;
    final Node node;
    final Value seen;
    /** The field itself is not allowed. */
    private Bottom(Code code, String message, int at, Node node, Value seen) {
        this.code = code;
        this.message = message;
        this.at = at;
        this.node = node;
        this.seen = seen;
    }

    static Bottom error(String message, int at) {
        return new Bottom(Code.EVALUATION, message, at, null, null);
    }

    static Bottom error(String message, int at, Node node, Value seen) {
        return new Bottom(Code.EVALUATION, message, at, node, seen);
    }

    static Bottom user(String message, int at) {
        return new Bottom(Code.USER, message, at, null, null);
    }

    static Bottom incomplete(String message, int at) {
        return new Bottom(Code.INCOMPLETE, message, at, null, null);
    }

    static Bottom cycle(String message, int at) {
        return new Bottom(Code.CYCLE, message, at, null, null);
    }

    static Bottom structuralCycle(int at) {
        return new Bottom(Code.STRUCTURAL_CYCLE, "structural cycle", at, null, null);
    }

    Bottom in(Node where) {
        return node != null ? this : new Bottom(code, message, at, where, seen);
    }

    boolean isIncomplete() {
        return code.compareTo(Code.INCOMPLETE) >= 0;
    }

    @Override
    public int kind() {
        return Kind.BOTTOM;
    }
}
