package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** One rule, compiled: what to run, with how many slots. */
public final class Definition {
    private final String rule;
    final Location at;
    Node body;
    int slots;
    int closures;
    Definition orElse;
    /** The value if the head states a constant. */
    Value constant;
    /** What must hold of the arguments or the input before the body can; see {@link RuleIndex}. */
    RuleIndex.Guard guard;

    /** @param rule the reference of the rule, for explanations; empty for a query */
    public Definition(String rule, Location at) {
        this.rule = rule;
        this.at = at;
    }

    public String rule() {
        return rule;
    }

    public void program(Node body, int slots, int closures) {
        this.body = body;
        this.slots = slots;
        this.closures = closures;
    }

    public void orElse(Definition definition) {
        this.orElse = definition;
    }

    public void constant(Value value) {
        this.constant = value;
    }

    public void guard(RuleIndex.Guard value) {
        this.guard = value;
    }

    public Location at() {
        return at;
    }
}
