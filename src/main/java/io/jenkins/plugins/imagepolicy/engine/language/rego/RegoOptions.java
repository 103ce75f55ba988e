package io.jenkins.plugins.imagepolicy.engine.language.rego;

/**
 * How to read modules and queries.
 *
 * @param v1 true for Rego v1 by default; otherwise v0, where {@code import rego.v1} changes a module
 * @param strictBuiltinErrors true to fail on an error of a built-in, which otherwise is just undefined
 */
public record RegoOptions(boolean v1, boolean strictBuiltinErrors) {
    /** Version 0 syntax, as policy-controller reads policies. */
    public static final RegoOptions V0 = new RegoOptions(false, false);

    public static final RegoOptions V1 = new RegoOptions(true, false);

    public RegoOptions withStrictBuiltinErrors() {
        return new RegoOptions(v1, true);
    }
}
