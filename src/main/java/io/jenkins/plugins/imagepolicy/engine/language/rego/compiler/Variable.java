package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;

/** A variable of one rule, compared by identity. */
final class Variable {
    private final String name;
    private final Location at;
    private final int id;
    private final int depth;
    private final boolean generated;
    int slot = -1;
    /** True if the name is that of a built-in and nothing declares it: then it equals nothing. */
    boolean isFunction;

    /**
     * @param id number within the rule
     * @param depth how many closures are around the body that owns it
     */
    Variable(String name, Location at, int id, int depth, boolean generated) {
        this.name = name;
        this.at = at;
        this.id = id;
        this.depth = depth;
        this.generated = generated;
    }

    String name() {
        return name;
    }

    Location at() {
        return at;
    }

    int id() {
        return id;
    }

    int depth() {
        return depth;
    }

    boolean isGenerated() {
        return generated;
    }

    @Override
    public String toString() {
        return name;
    }
}
