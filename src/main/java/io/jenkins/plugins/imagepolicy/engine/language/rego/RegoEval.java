package io.jenkins.plugins.imagepolicy.engine.language.rego;

import java.time.Instant;

/** One policy text against one input, for tools: never throws. */
public final class RegoEval {
    private RegoEval() {}

    /** Compiles the policy as version 0, as policy-controller does, and evaluates {@code data.sigstore.isCompliant}. */
    public static Compliance evaluate(String policy, String inputJson) {
        return evaluate("sigstore.rego", policy, inputJson, RegoEnvironment.at(Instant.now()));
    }

    public static Compliance evaluate(String fileName, String policy, String inputJson, RegoEnvironment env) {
        try {
            RegoPolicy compiled = RegoCompiler.compile(fileName, policy, RegoOptions.V0);
            return RegoCompliance.evaluate(compiled, RegoInput.ofJson(inputJson), env);
        } catch (RegoException e) {
            return Compliance.failed(e, Explanation.none());
        }
    }
}
