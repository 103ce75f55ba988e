package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

/** Where in the nested scopes of a file binding is at. */
final class Scopes {
    private Scope current = new Scope(null, 1);

    Scope current() {
        return current;
    }

    /** Goes into a new scope; returns the one around it. {@code weight} is as in {@link Scope}. */
    Scope open(int weight) {
        Scope outer = current;
        current = new Scope(outer, weight);
        return outer;
    }

    /** Goes out to an outer scope; every name on the way must have been used. */
    void close(Scope outer) {
        while (current != outer) {
            current.requireAllUsed();
            current = current.outer;
        }
    }

    /** Goes to another scope whatever was used. */
    void back(Scope scope) {
        current = scope;
    }

    /** Declares a name in the innermost scope. */
    void declare(String name, Scope.Entry entry) {
        current.declare(name, entry);
    }

    /** The innermost entry of this name, or null. */
    Scope.Entry find(String name) {
        for (Scope s = current; s != null; s = s.outer) {
            Scope.Entry entry = s.own(name);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }
}
