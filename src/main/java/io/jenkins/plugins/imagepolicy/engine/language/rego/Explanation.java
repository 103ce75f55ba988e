package io.jenkins.plugins.imagepolicy.engine.language.rego;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a policy came to its result: for each rule that was tried, how far it got and what it saw there. It is worked out
 * when first asked for, by evaluating once more under watch.
 */
public final class Explanation {
    private static final Explanation NONE = new Explanation(List::of, List.of());

    private final Supplier<List<Step>> work;
    private final List<String> output;
    private List<Step> steps;

    private Explanation(Supplier<List<Step>> work, List<String> output) {
        this.work = work;
        this.output = output;
    }

    static Explanation none() {
        return NONE;
    }

    static Explanation of(RegoPolicy policy, String rule, RegoInput input, RegoEnvironment env, List<String> output) {
        return new Explanation(() -> Explainer.explain(policy, rule, input, env), output);
    }

    /**
     * One rule body.
     *
     * @param rule reference of the rule
     * @param file name of the policy's text
     * @param line line of the rule
     * @param held true if all expressions held
     * @param expression the expression that was false or undefined, as written; empty if all held
     * @param expressionLine its line
     * @param undefined true if something in the expression was undefined, false if it was just not true
     * @param seen what the names and references in the expression were
     */
    public record Step(
            String rule,
            String file,
            int line,
            boolean held,
            String expression,
            int expressionLine,
            boolean undefined,
            List<Seen> seen) {}

    /** A reference and its value as Rego text, shortened; {@code undefined} where it has none. */
    public record Seen(String reference, String value) {}

    public synchronized List<Step> steps() {
        if (steps == null) {
            steps = List.copyOf(work.get());
        }
        return steps;
    }

    /** The lines of {@code print} and {@code trace}. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** A few lines for people; empty if there is nothing to explain. */
    public String text() {
        StringBuilder out = new StringBuilder();
        for (Step s : steps()) {
            if (s.held) {
                out.append(s.rule).append(" (line ").append(s.line).append("): held\n");
                continue;
            }
            out.append(s.rule).append(" (line ").append(s.line).append("): ");
            out.append(s.undefined ? "undefined" : "not true")
                    .append(" at line ")
                    .append(s.expressionLine);
            out.append(": ").append(s.expression).append('\n');
            s.seen.forEach(v -> out.append("    ")
                    .append(v.reference)
                    .append(" = ")
                    .append(v.value)
                    .append('\n'));
        }
        output.forEach(line -> out.append("print: ").append(line).append('\n'));
        return out.toString();
    }

    /** The same for reports. */
    public JsonNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        var list = node.putArray("steps");
        for (Step s : steps()) {
            ObjectNode step = list.addObject();
            step.put("rule", s.rule).put("file", s.file).put("line", s.line).put("held", s.held);
            if (!s.held) {
                step.put("expression", s.expression).put("expressionLine", s.expressionLine);
                step.put("undefined", s.undefined);
                ObjectNode seen = step.putObject("seen");
                s.seen.forEach(v -> seen.put(v.reference, v.value));
            }
        }
        var lines = node.putArray("output");
        output.forEach(lines::add);
        return node;
    }
}
