package io.jenkins.plugins.imagepolicy.engine.language.rego;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code isCompliant} of a policy in package {@code sigstore} the way cosign does: a boolean, or a set or array of
 * {@code {result, warning, error}} of which the first true one wins. Source: cosign pkg/cosign/rego.
 */
public final class RegoCompliance {
    private static final String RULE = "data.sigstore.isCompliant";
    private static final String QUERY = "isCompliant = " + RULE;

    private RegoCompliance() {}

    /** Never throws: an evaluation that fails is a result that is not compliant. */
    public static Compliance evaluate(RegoPolicy policy, RegoInput input, RegoEnvironment env) {
        List<String> output = new ArrayList<>();
        RegoEnvironment observed = env.withOutput(line -> {
            output.add(line);
            env.output().accept(line);
        });
        Explanation explanation = Explanation.of(policy, RULE, input, env, output);
        try {
            Value value = policy.query(RULE, input, observed).value().orElse(null);
            return fold(value, explanation);
        } catch (RegoException e) {
            return Compliance.failed(e, explanation);
        }
    }

    private static Compliance fold(Value value, Explanation explanation) {
        if (value == BooleanValue.TRUE) {
            return Compliance.of(true, null, null, explanation);
        }
        if (value instanceof ArrayValue a) {
            return fold(a, a.size(), explanation);
        }
        if (value instanceof SetValue s) {
            return fold(s, s.size(), explanation);
        }
        return Compliance.of(false, "policy is not compliant for query '" + QUERY + "'", null, explanation);
    }

    private static Compliance fold(Iterable<Value> elements, int size, Explanation explanation) {
        if (size == 0) {
            return Compliance.of(false, "policy is not compliant for query \"" + QUERY + "\"", null, explanation);
        }
        String error = null;
        String warning = null;
        for (Value element : elements) {
            if (!(element instanceof ObjectValue object)) {
                String message = "policy is not compliant for query '" + QUERY
                        + "': an element of isCompliant is no object but " + element.typeName();
                return Compliance.of(false, message, null, explanation);
            }
            String own = text(object, "warning");
            if (object.get("result") == BooleanValue.TRUE) {
                return Compliance.of(true, null, own.isEmpty() ? null : "warning: " + own, explanation);
            }
            error = "policy is not compliant for query '" + QUERY + "' with errors: " + text(object, "error");
            warning = own.isEmpty() ? null : own;
        }
        return Compliance.of(false, error, warning, explanation);
    }

    private static String text(ObjectValue object, String field) {
        Value v = object.get(field);
        return v == null ? "" : v instanceof StringValue s ? s.value() : v.toString();
    }
}
