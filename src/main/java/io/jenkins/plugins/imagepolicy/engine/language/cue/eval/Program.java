package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Library;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Binder;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Parser;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy that is compiled and consistent by itself. Immutable; evaluations may run side by side. */
public final class Program {
    private final Expr.Struct struct;
    private final Library library;
    private final Regexes regexes = new Regexes();

    private Program(Expr.Struct struct, Library library) {
        this.struct = struct;
        this.library = library;
    }

    /** A conflict: where, why, which place of the policy (offset, or -1) and what value was seen, if it is a scalar. */
    public record Finding(String path, String message, int offset, String seen) {}

    /**
     * Parses, binds and evaluates the text alone, as policy-controller does before it looks at any input; throws {@link
     * CueFault} for a text that CUE refuses.
     */
    public static Program compile(String text, Limits limits) {
        Library library = new Library();
        Program program = new Program(Binder.bind(Parser.parse(text), library), library);
        Node root = program.evaluate(null, limits);
        Map<String, Finding> findings = new LinkedHashMap<>();
        collect(root, findings);
        if (!findings.isEmpty()) {
            Finding first = findings.values().iterator().next();
            throw CueFault.invalid(
                    first.offset(), (first.path().isEmpty() ? "" : first.path() + ": ") + first.message());
        }
        Node result = root.deref();
        if (result.error != null) {
            throw CueFault.invalid(result.error.at, result.error.message);
        }
        return program;
    }

    /** The conflicts between the policy and the input; none means that the input satisfies the policy. */
    public List<Finding> validate(Data input, Limits limits) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        collect(evaluate(input, limits), findings);
        return List.copyOf(findings.values());
    }

    private Node evaluate(Data input, Limits limits) {
        return new Evaluation(limits, regexes, library).run(struct, input);
    }

    /** Every definite error under the node; an incomplete value is none. */
    private static void collect(Node from, Map<String, Finding> findings) {
        Node node = from.deref();
        if (node.notAllowed != null) {
            add(findings, from, node.notAllowed);
            return;
        }
        if (node.error != null && !node.error.isIncomplete()) {
            add(findings, node.error.node != null ? node.error.node : from, node.error);
        }
        if (node.choice.disjuncts != null) {
            return;
        }
        int before = findings.size();
        Arcs arcs = node.arcs;
        for (int i = 0; i < arcs.size(); i++) {
            if (!arcs.isUntouched(i)
                    && arcs.type(i) != FieldType.OPTIONAL
                    && !arcs.label(i).isLet()) {
                collect(arcs.get(i), findings);
            }
        }
        if (node.childError != null && findings.size() == before) {
            add(findings, node.childError.node != null ? node.childError.node : from, node.childError);
        }
    }

    private static void add(Map<String, Finding> findings, Node where, Bottom error) {
        String path = where.path();
        Value seen = error.seen;
        findings.putIfAbsent(
                path + '\n' + error.message,
                new Finding(path, error.message, error.at, seen instanceof Data ? Text.of(seen) : null));
    }
}
