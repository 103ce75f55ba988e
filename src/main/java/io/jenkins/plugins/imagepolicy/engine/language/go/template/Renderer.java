package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoFormat;
import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Writes a template with its data. Source: Go text/template/exec.go. */
final class Renderer {
    /** What a key that the data does not have gives; distinct from a null that is there. */
    static final GoValue MISSING = new GoValue.Nil();

    private static final int MAX_DEPTH = 100;

    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private record Binding(String name, GoValue value) {}

    private final Dialect dialect;
    private final Map<String, List<Node>> templates;
    private final Runnable tick;
    private final IntConsumer length;
    private final StringBuilder out = new StringBuilder();
    private List<Binding> variables = new ArrayList<>();
    private int depth;

    Renderer(Dialect dialect, Map<String, List<Node>> templates, Runnable tick, IntConsumer length) {
        this.dialect = dialect;
        this.templates = templates;
        this.tick = tick;
        this.length = length;
    }

    String render(GoValue data) throws TemplateException {
        variables.add(new Binding("$", data));
        list(Parser.root(templates), data);
        return out.toString();
    }

    private Flow list(List<Node> nodes, GoValue dot) throws TemplateException {
        for (Node node : nodes) {
            tick.run();
            Flow flow = node(node, dot);
            length.accept(out.length());
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow node(Node node, GoValue dot) throws TemplateException {
        if (node instanceof Node.Text t) {
            out.append(t.text());
        } else if (node instanceof Node.Output o) {
            GoValue v = pipeline(o.pipeline(), dot);
            if (o.pipeline().variables().isEmpty()) {
                write(v);
            }
        } else if (node instanceof Node.If i) {
            int mark = variables.size();
            boolean taken = Functions.isTrue(pipeline(i.condition(), dot));
            return scoped(mark, taken ? i.then() : i.orElse(), dot);
        } else if (node instanceof Node.With w) {
            int mark = variables.size();
            GoValue v = pipeline(w.value(), dot);
            boolean taken = Functions.isTrue(v);
            return scoped(mark, taken ? w.then() : w.orElse(), taken ? v : dot);
        } else if (node instanceof Node.Range r) {
            return range(r, dot);
        } else if (node instanceof Node.Include i) {
            include(i, dot);
        } else {
            return node instanceof Node.Break ? Flow.BREAK : Flow.CONTINUE;
        }
        return Flow.ON;
    }

    private void write(GoValue v) {
        if (v instanceof GoValue.Nil) {
            out.append(v == MISSING && dialect == Dialect.OPA ? "<undefined>" : "<no value>");
        } else {
            out.append(GoFormat.sprint(List.of(v), length));
        }
    }

    private Flow scoped(int mark, List<Node> nodes, GoValue dot) throws TemplateException {
        Flow flow = list(nodes, dot);
        variables.subList(mark, variables.size()).clear();
        return flow;
    }

    private void include(Node.Include i, GoValue dot) throws TemplateException {
        List<Node> nodes = templates.get(i.name());
        if (nodes == null) {
            throw new TemplateException("template \"" + i.name() + "\" not defined");
        }
        if (++depth > MAX_DEPTH) {
            throw TemplateException.limit("exceeded maximum template depth");
        }
        GoValue inner = i.dot() == null ? new GoValue.Nil() : pipeline(i.dot(), dot);
        List<Binding> outer = variables;
        variables = new ArrayList<>(List.of(new Binding("$", inner)));
        list(nodes, inner);
        variables = outer;
        depth--;
    }

    private Flow range(Node.Range r, GoValue dot) throws TemplateException {
        int mark = variables.size();
        GoValue over = pipeline(r.over(), dot);
        List<GoValue> keys = new ArrayList<>();
        List<GoValue> values = new ArrayList<>();
        if (over instanceof GoValue.ListOf list) {
            for (GoValue v : list.elements()) {
                keys.add(new GoValue.Int(keys.size()));
                values.add(v);
            }
        } else if (over instanceof GoValue.MapOf map) {
            map.entries().forEach((k, v) -> {
                keys.add(new GoValue.Text(k));
                values.add(v);
            });
        } else if (over instanceof GoValue.Int n && dialect == Dialect.OPA) {
            for (long i = 0; i < n.value(); i++) {
                tick.run();
                keys.add(new GoValue.Int(i));
                values.add(new GoValue.Int(i));
            }
        } else if (!(over instanceof GoValue.Nil)) {
            throw new TemplateException("range can't iterate over " + GoFormat.sprint(List.of(over), length));
        }
        if (values.isEmpty()) {
            return scoped(mark, r.orElse(), dot);
        }
        for (int i = 0; i < values.size(); i++) {
            bind(r.over(), keys.get(i), values.get(i));
            int inner = variables.size();
            if (scoped(inner, r.body(), values.get(i)) == Flow.BREAK) {
                break;
            }
        }
        variables.subList(mark, variables.size()).clear();
        return Flow.ON;
    }

    private void bind(Node.Pipeline p, GoValue key, GoValue value) throws TemplateException {
        List<String> names = p.variables();
        if (names.isEmpty()) {
            return;
        }
        assign(names.get(names.size() - 1), value);
        if (names.size() > 1) {
            assign(names.get(0), key);
        }
    }

    private void assign(String name, GoValue value) throws TemplateException {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) {
                variables.set(i, new Binding(name, value));
                return;
            }
        }
        throw new TemplateException("undefined variable: " + name);
    }

    private GoValue pipeline(Node.Pipeline p, GoValue dot) throws TemplateException {
        tick.run();
        GoValue value = null;
        for (Node.Command c : p.commands()) {
            value = command(c, dot, value);
        }
        for (String name : p.variables()) {
            if (p.assigns()) {
                assign(name, value);
            } else {
                variables.add(new Binding(name, value));
            }
        }
        return value;
    }

    /** @param last the value of the command before, or null */
    private GoValue command(Node.Command c, GoValue dot, GoValue last) throws TemplateException {
        Node.Operand first = c.words().get(0);
        if (first instanceof Node.Function f) {
            return call(f, c.words().subList(1, c.words().size()), dot, last);
        }
        if (c.words().size() > 1 || last != null) {
            throw new TemplateException("can't give argument to non-function");
        }
        if (first instanceof Node.Nil) {
            throw new TemplateException("nil is not a command");
        }
        return operand(first, dot);
    }

    private GoValue call(Node.Function f, List<Node.Operand> words, GoValue dot, GoValue last)
            throws TemplateException {
        List<GoValue> args = new ArrayList<>();
        for (Node.Operand word : words) {
            GoValue v = operand(word, dot);
            boolean decides =
                    f.name().equals("or") && Functions.isTrue(v) || f.name().equals("and") && !Functions.isTrue(v);
            if (decides) {
                return v;
            }
            args.add(v);
        }
        if (last != null) {
            args.add(last);
        }
        return Functions.call(f.name(), args, length);
    }

    private GoValue operand(Node.Operand o, GoValue dot) throws TemplateException {
        if (o instanceof Node.Constant c) {
            return c.value();
        }
        if (o instanceof Node.Field f) {
            return fields(dot, f.names());
        }
        if (o instanceof Node.Variable v) {
            for (int i = variables.size() - 1; i >= 0; i--) {
                if (variables.get(i).name.equals(v.name())) {
                    return fields(variables.get(i).value, v.fields());
                }
            }
            throw new TemplateException("undefined variable: " + v.name());
        }
        if (o instanceof Node.Nested n) {
            return fields(pipeline(n.pipeline(), dot), n.fields());
        }
        return o instanceof Node.Function f ? call(f, List.of(), dot, null) : new GoValue.Nil();
    }

    private GoValue fields(GoValue from, List<String> names) throws TemplateException {
        GoValue v = from;
        for (String name : names) {
            boolean nothing = dialect == Dialect.GO && v instanceof GoValue.Nil && v == variables.get(0).value;
            if (v == MISSING || nothing) {
                return MISSING;
            }
            if (!(v instanceof GoValue.MapOf map)) {
                throw new TemplateException("can't evaluate field " + name + " in type " + v.type());
            }
            v = map.entries().getOrDefault(name, MISSING);
        }
        return v;
    }
}
