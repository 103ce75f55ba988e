package io.jenkins.plugins.imagepolicy.engine.language.rego;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Definition;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Limits;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Trace;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates under watch and keeps, for every rule body, the expression that it got stuck at. */
final class Explainer implements Trace {
    private static final int MAX_TEXT = 160;
    private static final int MAX_STEPS = 50;
    private static final long MAX_INSTRUCTIONS = 2_000_000;

    private final Map<Definition, Attempt> attempts = new LinkedHashMap<>();

    private static final class Attempt {
        private int index = -1;
        private Expr expression;
        private List<Operand> operands = List.of();
        private boolean solved;
    }

    static List<Explanation.Step> explain(RegoPolicy policy, String rule, RegoInput input, RegoEnvironment env) {
        Explainer explainer = new Explainer();
        try {
            Limits limits = new Limits(
                    Math.min(MAX_INSTRUCTIONS, env.limits().instructions()),
                    env.limits().depth(),
                    env.limits().resultSize(),
                    env.limits().wallTime());
            RegoEnvironment quiet = env.withLimits(limits).withOutput(line -> {});
            policy.traced().run(rule, input, quiet, explainer);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // What was seen up to the error is the explanation.
        }
        return explainer.steps();
    }

    @Override
    public void enter(Definition definition, int index, Expr expression, Operands operands) {
        Attempt attempt = attempts.computeIfAbsent(definition, d -> new Attempt());
        if (index > attempt.index) {
            attempt.index = index;
            attempt.expression = expression;
            attempt.operands = operands.values();
        }
    }

    @Override
    public void solved(Definition definition, Value result) {
        attempts.computeIfAbsent(definition, d -> new Attempt()).solved |= result != null;
    }

    private List<Explanation.Step> steps() {
        List<Explanation.Step> steps = new ArrayList<>();
        attempts.forEach((definition, attempt) -> {
            if (steps.size() < MAX_STEPS && definition.at() != null) {
                steps.add(step(definition, attempt));
            }
        });
        return steps;
    }

    private static Explanation.Step step(Definition definition, Attempt attempt) {
        String file = definition.at().source().name();
        int line = definition.at().line();
        if (attempt.solved || attempt.expression == null) {
            return new Explanation.Step(definition.rule(), file, line, true, "", 0, false, List.of());
        }
        List<Explanation.Seen> seen = new ArrayList<>();
        boolean undefined = false;
        for (Operand operand : attempt.operands) {
            undefined |= operand.value() == null;
            seen.add(new Explanation.Seen(operand.text(), shortened(operand.value())));
        }
        return new Explanation.Step(
                definition.rule(),
                file,
                line,
                false,
                attempt.expression.text(),
                attempt.expression.at().line(),
                undefined,
                seen);
    }

    private static String shortened(Value value) {
        if (value == null) {
            return "undefined";
        }
        String text = value.toString();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
