package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;

/** Graphs given as an object of adjacency lists, and {@code walk}, which the evaluator itself runs. */
final class Graphs {
    private Graphs() {}

    static void register(Registry r) {
        r.add("walk", "any -> array[array[any], any]", (c, a) -> null);
        String nodes = "array[any]|set[any]";
        String graph = "object[any:array[any]|set[any]]";
        r.add("graph.reachable", graph + ", " + nodes + " -> set[any]", Graphs::reachable);
        r.add("graph.reachable_paths", graph + ", " + nodes + " -> set[array[any]]", Graphs::reachablePaths);
    }

    private static Iterable<Value> neighbours(Value v) {
        if (v instanceof ArrayValue a) {
            return a;
        }
        return v instanceof SetValue s ? s : List.of();
    }

    private static Value reachable(BuiltinContext c, Value[] a) throws BuiltinException {
        ObjectValue graph = Args.object(a, 1);
        SetValue.Builder reached = new SetValue.Builder();
        Deque<Value> waiting = new ArrayDeque<>();
        Args.elements(a, 2).forEach(waiting::add);
        while (!waiting.isEmpty()) {
            c.tick(1);
            Value node = waiting.poll();
            Value edges = graph.get(node);
            if (edges != null && reached.add(node)) {
                neighbours(edges).forEach(waiting::add);
            }
        }
        return reached.build();
    }

    private static Value reachablePaths(BuiltinContext c, Value[] a) throws BuiltinException {
        ObjectValue graph = Args.object(a, 1);
        SetValue.Builder paths = new SetValue.Builder();
        for (Value start : Args.elements(a, 2)) {
            if (graph.get(start) != null) {
                LinkedHashSet<Value> path = new LinkedHashSet<>();
                path.add(start);
                follow(c, graph, start, path, paths);
            }
        }
        return paths.build();
    }

    private static void follow(
            BuiltinContext c, ObjectValue graph, Value node, LinkedHashSet<Value> path, SetValue.Builder paths) {
        c.tick(1);
        boolean end = true;
        Value edges = graph.get(node);
        for (Value next : neighbours(edges == null ? ArrayValue.EMPTY : edges)) {
            if (graph.get(next) != null && !path.contains(next)) {
                end = false;
                path.add(next);
                follow(c, graph, next, path, paths);
                path.remove(next);
            } else {
                paths.add(ArrayValue.of(new ArrayList<>(path)));
                end = false;
            }
        }
        if (end) {
            paths.add(ArrayValue.of(new ArrayList<>(path)));
        }
        c.size((long) paths.size() * path.size());
    }
}
