package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Location;
import io.jenkins.plugins.imagepolicy.engine.language.rego.builtin.Builtins;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.BuiltinCall;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Calls;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ComprehensionNode;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Definition;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Iterate;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Node;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Nodes;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Pattern;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ValueNode;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ValueNodes;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.With;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Yields;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/** Lays one rule out as nodes. The statements are in a safe order, so it is known at each which variables are bound. */
final class CodeGenerator {
    private final RuleTree tree;
    private final IntSupplier closureCaches;
    private final boolean traced;
    private Slots slots;
    private ValueGenerator values;
    private int closures = 1;
    private Definition definition;

    CodeGenerator(RuleTree tree, IntSupplier closureCaches, boolean traced) {
        this.tree = tree;
        this.closureCaches = closureCaches;
        this.traced = traced;
    }

    Definition rule(CoreRule rule) {
        definition = new Definition(rule.group().name(), rule.source().at());
        List<Node> nodes = new ArrayList<>();
        begin(rule.args().size());
        arguments(rule.args(), nodes);
        body(rule.body(), nodes, traced);
        if (traced) {
            nodes.add(new Nodes.Solved(definition));
        }
        nodes.add(ending(rule));
        definition.program(Node.chain(nodes), slots.count(), closures);
        definition.guard(Guards.of(rule));
        return definition;
    }

    private void begin(int arguments) {
        slots = new Slots(arguments);
        values = new ValueGenerator(tree, slots, this::comprehension);
    }

    Slots slots() {
        return slots;
    }

    ValueGenerator values() {
        return values;
    }

    private void arguments(List<Core.Term> args, List<Node> nodes) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i) instanceof Core.Name n && !slots.isBound(n.variable())) {
                slots.bindTo(n.variable(), i);
            }
        }
        for (int i = 0; i < args.size(); i++) {
            if (!(args.get(i) instanceof Core.Name n && n.variable().slot == i)) {
                nodes.add(new Nodes.Match(new ValueNodes.Slot(i), values.pattern(args.get(i))));
            }
        }
    }

    private Node ending(CoreRule rule) {
        return switch (rule.group().kind()) {
            case SET -> new Yields.Element(values.value(rule.key()));
            case PARTIAL -> {
                boolean element = rule.key() != null;
                yield new Yields.Entry(
                        definition,
                        values.values(rule.tail()),
                        values.value(element ? rule.key() : rule.value()),
                        element);
            }
            default -> {
                if (rule.value() instanceof Core.Constant c) {
                    definition.constant(c.value());
                }
                yield new Yields.Single(rule.group(), definition, values.value(rule.value()));
            }
        };
    }

    /** A query whose solutions give the values of the variables, in order. */
    Definition query(Core.Body body, List<Variable> named, java.util.function.Function<List<Value>, Boolean> sink) {
        definition = new Definition("", null);
        begin(0);
        List<Node> nodes = new ArrayList<>();
        body(body, nodes, false);
        ValueNode[] row = values.values(
                named.stream().map(v -> (Core.Term) new Core.Name(v)).toList());
        nodes.add(new Yields.Solution(row, sink));
        definition.program(Node.chain(nodes), slots.count(), closures);
        return definition;
    }

    private void body(Core.Body body, List<Node> out, boolean mark) {
        List<Core.Statement> statements = body.statements;
        Set<Expr> marked = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < statements.size(); i++) {
            Core.Statement s = statements.get(i);
            if (mark && s.source() != null && marked.add(s.source())) {
                out.add(mark(marked.size() - 1, s.source(), statements));
            }
            Core.Statement following = i + 1 < statements.size() ? statements.get(i + 1) : null;
            if (following == null || !inline(s, following, body)) {
                statement(s, out);
            }
        }
    }

    private Node mark(int index, Expr source, List<Core.Statement> statements) {
        List<String> texts = new ArrayList<>();
        List<ValueNode> operands = new ArrayList<>();
        for (Core.Statement s : statements) {
            if (s.source() == source) {
                Operands.of(s, slots.bound(), (text, term) -> {
                    if (!texts.contains(text)) {
                        texts.add(text);
                        operands.add(values.value(term));
                    }
                });
            }
        }
        return new Nodes.Mark(definition, index, source, texts, operands);
    }

    /** True if the statement just names a value that only the next statement needs, and once: then it needs no slot. */
    private boolean inline(Core.Statement s, Core.Statement next, Core.Body body) {
        if (!Inlining.isPossible(s, next, body)) {
            return false;
        }
        Core.Unify u = (Core.Unify) s.action();
        Variable v = ((Core.Name) u.left()).variable();
        if (slots.isBound(v) || !slots.isBound(u.right())) {
            return false;
        }
        slots.inline(v, values.value(u.right()));
        return true;
    }

    private void statement(Core.Statement s, List<Node> out) {
        List<Node> own = s.withs().isEmpty() && !s.negated() ? out : new ArrayList<>();
        With.Replacement[] replacements = replacements(s.withs());
        action(s, own);
        if (s.negated()) {
            own.add(new Nodes.Found());
            Node inner = Node.chain(own);
            own = s.withs().isEmpty() ? out : new ArrayList<>();
            own.add(new Nodes.Not(inner));
        }
        if (!s.withs().isEmpty()) {
            With.Return end = new With.Return(closures++);
            own.add(end);
            out.add(new With(replacements, Node.chain(own), end));
        }
    }

    private With.Replacement[] replacements(List<Core.With> withs) {
        With.Replacement[] out = new With.Replacement[withs.size()];
        for (int i = 0; i < out.length; i++) {
            Core.With w = withs.get(i);
            Object function = w.target() == null
                    ? null
                    : w.target().function() != null
                            ? w.target().function()
                            : w.target().builtin();
            out[i] = new With.Replacement(
                    w.path() == null ? null : w.path().toArray(new Value[0]),
                    w.ofInput(),
                    function,
                    w.value() == null ? null : values.value(w.value()),
                    w.by() == null ? null : w.by().function(),
                    w.by() == null || w.by().builtin() == null ? null : builtin(w.by().builtin()));
        }
        return out;
    }

    private static BuiltinCall builtin(String name) {
        return new BuiltinCall(name, Builtins.find(name).function());
    }

    private void action(Core.Statement s, List<Node> out) {
        Core.Action action = s.action();
        if (action instanceof Core.Truth t) {
            out.add(new Nodes.Test(read(t.term(), out)));
        } else if (action instanceof Core.Unify u) {
            new Unifier(this, out).unify(u.left(), u.right());
        } else if (action instanceof Core.Call c) {
            call(c, s.at(), out);
        } else if (action instanceof Core.Print p) {
            out.add(new Nodes.Print(values.values(p.args())));
        } else {
            every((Core.Every) action, out);
        }
    }

    private void call(Core.Call c, Location at, List<Node> out) {
        if ("walk".equals(c.callee().builtin())) {
            Pattern pattern = c.result() == null ? null : values.pattern(c.result());
            Pattern any = pattern == null ? new Pattern.Bind(slots.next()) : pattern;
            out.add(new Calls.Walk(values.value(c.args().get(0)), any));
            return;
        }
        ValueNode call;
        if ("equal".equals(c.callee().builtin()) && c.result() == null) {
            out.add(new Nodes.Equal(
                    values.value(c.args().get(0)), values.value(c.args().get(1))));
            return;
        }
        if (c.callee().builtin() != null) {
            call = new Calls.OfBuiltin(builtin(c.callee().builtin()), values.values(c.args()), at);
        } else {
            call = new Calls.OfFunction(c.callee().function(), values.values(c.args()), at);
        }
        if (c.result() == null) {
            out.add(new Nodes.Test(call));
        } else {
            match(call, c.result(), out);
        }
    }

    /** Matches a computed value with a term that may have unbound variables. */
    void match(ValueNode value, Core.Term term, List<Node> out) {
        if (term instanceof Core.Name n && !slots.isBound(n.variable())) {
            out.add(new Nodes.Bind(slots.bind(n.variable()), value));
        } else if (slots.isBound(term)) {
            out.add(new Nodes.Equal(value, values.value(term)));
        } else {
            out.add(new Nodes.Match(value, values.pattern(term)));
        }
    }

    private void every(Core.Every e, List<Node> out) {
        ValueNode domain = values.value(e.domain());
        int key = e.key() == null ? -1 : slots.bind(e.key());
        int value = slots.bind(e.value());
        List<Node> body = new ArrayList<>();
        body(e.body(), body, false);
        body.add(new Nodes.Found());
        out.add(new Nodes.Every(domain, key, value, Node.chain(body)));
    }

    /** The value of a term whose path may still have to be followed: then a step that does so comes first. */
    private ValueNode read(Core.Term t, List<Node> out) {
        if (t instanceof Core.Reference r && !slots.isBound(r)) {
            return values.value(iterate(r, out));
        }
        return values.value(t);
    }

    /** Follows a reference with unbound variables; the value at its end is in the variable returned. */
    Core.Name iterate(Core.Reference r, List<Node> out) {
        int fixed = 0;
        while (fixed < r.path().size() && slots.isBound(r.path().get(fixed))) {
            fixed++;
        }
        List<Core.Term> prefix = r.path().subList(0, fixed);
        int from = r.root() == Core.Root.DATA && !values.endsAtRule(prefix) ? 0 : fixed;
        ValueNode base = r.root() == Core.Root.DATA && from == 0
                ? null
                : values.value(new Core.Reference(r.root(), r.head(), prefix, r.at()));
        Iterate.Step[] steps = new Iterate.Step[r.path().size() - from];
        for (int i = 0; i < steps.length; i++) {
            Core.Term t = r.path().get(from + i);
            steps[i] = slots.isBound(t)
                    ? new Iterate.Step(values.value(t), null)
                    : new Iterate.Step(null, values.pattern(t));
        }
        Core.Name target = slots.temporary();
        out.add(new Iterate(base, steps, target.variable().slot));
        return target;
    }

    private ValueNode comprehension(Core.Closure c) {
        int closure = closures++;
        boolean independent = Vars.of(c).isEmpty();
        List<Node> nodes = new ArrayList<>();
        body(c.body(), nodes, false);
        nodes.add(
                new Yields.Collected(closure, c.key() == null ? null : values.value(c.key()), values.value(c.head())));
        return new ComprehensionNode(c.kind(), closure, Node.chain(nodes), independent ? closureCaches.getAsInt() : -1);
    }
}
