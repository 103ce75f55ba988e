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
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleTree;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ValueNode;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.ValueNodes;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.With;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.Yields;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/** Lays one rule out as nodes. The statements are in a safe order, so it is known at each which variables are bound. */
final class CodeGenerator {
    private final RuleTree tree;
    private final IntSupplier closureCaches;
    private final boolean traced;
    private final Set<Variable> bound = new HashSet<>();
    /** Variables that stand for a value node, since they are used once, right behind their definition. */
    private final Map<Variable, ValueNode> inlined = new HashMap<>();

    private int slots;
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
        slots = rule.args().size();
        arguments(rule.args(), nodes);
        body(rule.body(), nodes, traced);
        if (traced) {
            nodes.add(new Nodes.Solved(definition));
        }
        nodes.add(ending(rule));
        definition.program(Node.chain(nodes), slots, closures);
        definition.guard(Guards.of(rule));
        return definition;
    }

    private void arguments(List<Core.Term> args, List<Node> nodes) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i) instanceof Core.Name n && !bound.contains(n.variable())) {
                n.variable().slot = i;
                bound.add(n.variable());
            }
        }
        for (int i = 0; i < args.size(); i++) {
            if (!(args.get(i) instanceof Core.Name n && n.variable().slot == i)) {
                nodes.add(new Nodes.Match(new ValueNodes.Slot(i), pattern(args.get(i))));
            }
        }
    }

    private Node ending(CoreRule rule) {
        return switch (rule.group().kind()) {
            case SET -> new Yields.Element(value(rule.key()));
            case PARTIAL -> {
                boolean element = rule.key() != null;
                yield new Yields.Entry(
                        definition, values(rule.tail()), value(element ? rule.key() : rule.value()), element);
            }
            default -> {
                if (rule.value() instanceof Core.Constant c) {
                    definition.constant(c.value());
                }
                yield new Yields.Single(rule.group(), definition, value(rule.value()));
            }
        };
    }

    /** A query whose solutions give the values of the variables, in order. */
    Definition query(Core.Body body, List<Variable> named, java.util.function.Function<List<Value>, Boolean> sink) {
        definition = new Definition("", null);
        List<Node> nodes = new ArrayList<>();
        body(body, nodes, false);
        ValueNode[] values = new ValueNode[named.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(new Core.Name(named.get(i)));
        }
        nodes.add(new Yields.Solution(values, sink));
        definition.program(Node.chain(nodes), slots, closures);
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
                Operands.of(s, bound, (text, term) -> {
                    if (!texts.contains(text)) {
                        texts.add(text);
                        operands.add(value(term));
                    }
                });
            }
        }
        return new Nodes.Mark(definition, index, source, texts, operands);
    }

    /** True if the statement just names a value that only the next statement needs, and once. */
    private boolean inline(Core.Statement s, Core.Statement next, Core.Body body) {
        if (!(s.action() instanceof Core.Unify u
                        && u.left() instanceof Core.Name n
                        && n.variable().isGenerated())
                || bound.contains(n.variable())
                || !(u.right() instanceof Core.Reference)
                || !isBound(u.right())
                || !s.withs().isEmpty()
                || !next.withs().isEmpty()
                || next.negated()
                || !(next.action() instanceof Core.Call call && call.args().contains(n))
                || call.args().stream().filter(n::equals).count() != 1) {
            return false;
        }
        Variable v = n.variable();
        for (Core.Statement other : body.statements) {
            if (other != s && other != next && Vars.of(other).contains(v)) {
                return false;
            }
        }
        for (Core.Term arg : call.args()) {
            if (!arg.equals(n) && Vars.of(arg).contains(v)) {
                return false;
            }
        }
        if (call.result() != null && Vars.of(call.result()).contains(v)) {
            return false;
        }
        inlined.put(v, value(u.right()));
        bound.add(v);
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
                    w.value() == null ? null : value(w.value()),
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
            out.add(new Nodes.Print(values(p.args())));
        } else {
            every((Core.Every) action, out);
        }
    }

    private void call(Core.Call c, Location at, List<Node> out) {
        if ("walk".equals(c.callee().builtin())) {
            Pattern pattern = c.result() == null ? null : pattern(c.result());
            Pattern any = pattern == null ? new Pattern.Bind(slots++) : pattern;
            out.add(new Calls.Walk(value(c.args().get(0)), any));
            return;
        }
        ValueNode call;
        if ("equal".equals(c.callee().builtin()) && c.result() == null) {
            out.add(new Nodes.Equal(value(c.args().get(0)), value(c.args().get(1))));
            return;
        }
        if (c.callee().builtin() != null) {
            call = new Calls.OfBuiltin(builtin(c.callee().builtin()), values(c.args()), at);
        } else {
            call = new Calls.OfFunction(c.callee().function(), values(c.args()), at);
        }
        if (c.result() == null) {
            out.add(new Nodes.Test(call));
        } else {
            match(call, c.result(), out);
        }
    }

    /** Matches a computed value with a term that may have unbound variables. */
    void match(ValueNode value, Core.Term term, List<Node> out) {
        if (term instanceof Core.Name n && !bound.contains(n.variable())) {
            out.add(new Nodes.Bind(bind(n.variable()), value));
        } else if (isBound(term)) {
            out.add(new Nodes.Equal(value, value(term)));
        } else {
            out.add(new Nodes.Match(value, pattern(term)));
        }
    }

    private void every(Core.Every e, List<Node> out) {
        ValueNode domain = value(e.domain());
        int key = e.key() == null ? -1 : bind(e.key());
        int value = bind(e.value());
        List<Node> body = new ArrayList<>();
        body(e.body(), body, false);
        body.add(new Nodes.Found());
        out.add(new Nodes.Every(domain, key, value, Node.chain(body)));
    }

    int bind(Variable v) {
        if (v.slot < 0) {
            v.slot = slots++;
        }
        bound.add(v);
        return v.slot;
    }

    Core.Name temporary() {
        Variable v = new Variable("__value__", null, -1, 0, true);
        bind(v);
        return new Core.Name(v);
    }

    boolean isBound(Core.Term t) {
        return bound.containsAll(Vars.of(t));
    }

    Pattern pattern(Core.Term t) {
        if (isBound(t)) {
            return new Pattern.Same(value(t));
        }
        if (t instanceof Core.Name n) {
            return new Pattern.Bind(bind(n.variable()));
        }
        if (t instanceof Core.Array a) {
            Pattern[] elements = new Pattern[a.elements().size()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = pattern(a.elements().get(i));
            }
            return new Pattern.OfArray(elements);
        }
        if (t instanceof Core.SetOf) {
            // A set is compared as a whole: one with unbound variables equals nothing.
            Vars.of(t).forEach(this::bind);
            return new Pattern.Nothing();
        }
        Core.ObjectOf o = (Core.ObjectOf) t;
        Pattern[] patterns = new Pattern[o.values().size()];
        ValueNode[] keys = values(o.keys());
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = pattern(o.values().get(i));
        }
        return new Pattern.OfObject(keys, patterns);
    }

    /** The value of a term whose path may still have to be followed: then a step that does so comes first. */
    private ValueNode read(Core.Term t, List<Node> out) {
        if (t instanceof Core.Reference r && !isBound(r)) {
            return value(iterate(r, out));
        }
        return value(t);
    }

    /** Follows a reference with unbound variables; the value at its end is in the variable returned. */
    Core.Name iterate(Core.Reference r, List<Node> out) {
        int fixed = 0;
        while (fixed < r.path().size() && isBound(r.path().get(fixed))) {
            fixed++;
        }
        List<Core.Term> prefix = r.path().subList(0, fixed);
        int from = r.root() == Core.Root.DATA && !endsAtRule(prefix) ? 0 : fixed;
        ValueNode base = r.root() == Core.Root.DATA && from == 0
                ? null
                : value(new Core.Reference(r.root(), r.head(), prefix, r.at()));
        Iterate.Step[] steps = new Iterate.Step[r.path().size() - from];
        for (int i = 0; i < steps.length; i++) {
            Core.Term t = r.path().get(from + i);
            steps[i] = isBound(t) ? new Iterate.Step(value(t), null) : new Iterate.Step(null, pattern(t));
        }
        Core.Name target = temporary();
        out.add(new Iterate(base, steps, target.variable().slot));
        return target;
    }

    /** True if the constants lead to a rule or below one, so that no package is left to go through. */
    private boolean endsAtRule(List<Core.Term> prefix) {
        return ruleLength(prefix) >= 0;
    }

    /** How many terms of the path lead to a rule with nothing below, or -1. */
    private int ruleLength(List<Core.Term> path) {
        RuleTree place = tree;
        for (int i = 0; i <= path.size(); i++) {
            if (place == null) {
                return -1;
            }
            if (place.group() != null) {
                boolean plain = place.children().isEmpty() && place.group().kind() != RuleGroup.Kind.FUNCTION;
                boolean keyed = place.group().kind() == RuleGroup.Kind.PARTIAL && i < path.size();
                return plain && !keyed ? i : -1;
            }
            place = i < path.size() && path.get(i) instanceof Core.Constant c ? place.child(c.value()) : null;
        }
        return -1;
    }

    ValueNode[] values(List<Core.Term> terms) {
        ValueNode[] nodes = new ValueNode[terms.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = value(terms.get(i));
        }
        return nodes;
    }

    /** Computes a term whose variables are all bound. */
    ValueNode value(Core.Term t) {
        if (t instanceof Core.Constant c) {
            return new ValueNodes.Constant(c.value());
        }
        if (t instanceof Core.Name n) {
            ValueNode inline = inlined.get(n.variable());
            return inline != null ? inline : new ValueNodes.Slot(bind(n.variable()));
        }
        if (t instanceof Core.Reference r) {
            return reference(r);
        }
        if (t instanceof Core.Array a) {
            return new ValueNodes.Array(values(a.elements()));
        }
        if (t instanceof Core.SetOf s) {
            return new ValueNodes.Set(values(s.elements()));
        }
        if (t instanceof Core.ObjectOf o) {
            return new ValueNodes.ObjectNode(values(o.keys()), values(o.values()));
        }
        return comprehension((Core.Closure) t);
    }

    private ValueNode reference(Core.Reference r) {
        return switch (r.root()) {
            case INPUT -> path(new ValueNodes.Input(), r.path());
            case VARIABLE -> path(value(new Core.Name(r.head())), r.path());
            case DATA -> {
                int rule = ruleLength(r.path());
                if (rule < 0) {
                    yield new ValueNodes.DocumentPath(values(r.path()));
                }
                RuleGroup group = groupAt(r.path().subList(0, rule));
                ValueNodes.DocumentPath general =
                        new ValueNodes.DocumentPath(values(r.path().subList(0, rule)));
                yield path(
                        new ValueNodes.RuleReference(group, general),
                        r.path().subList(rule, r.path().size()));
            }
        };
    }

    private RuleGroup groupAt(List<Core.Term> path) {
        RuleTree place = tree;
        for (Core.Term t : path) {
            place = place.child(((Core.Constant) t).value());
        }
        return place.group();
    }

    private ValueNode path(ValueNode base, List<Core.Term> path) {
        if (path.isEmpty()) {
            return base;
        }
        Value[] constants = new Value[path.size()];
        for (int i = 0; i < constants.length; i++) {
            if (!(path.get(i) instanceof Core.Constant c)) {
                return new ValueNodes.Path(base, values(path));
            }
            constants[i] = c.value();
        }
        return new ValueNodes.ConstantPath(base, constants);
    }

    private ValueNode comprehension(Core.Closure c) {
        int closure = closures++;
        boolean independent = Vars.of(c).isEmpty();
        List<Node> nodes = new ArrayList<>();
        body(c.body(), nodes, false);
        nodes.add(new Yields.Collected(closure, c.key() == null ? null : value(c.key()), value(c.head())));
        return new ComprehensionNode(c.kind(), closure, Node.chain(nodes), independent ? closureCaches.getAsInt() : -1);
    }

    static Node never() {
        return new Nodes.Test(new ValueNodes.Constant(BooleanValue.FALSE));
    }
}
