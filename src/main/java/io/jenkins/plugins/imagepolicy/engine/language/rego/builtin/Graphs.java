package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /**
     * The paths from each starting node. As OPA does, a node that has been passed on the way to one path ends every
     * later path of the same branch, and a path that ends more than once is written behind itself.
     */
    private static Value reachablePaths(BuiltinContext c, Value[] a) throws BuiltinException {
        ObjectValue graph = Args.object(a, 1);
        SetValue.Builder paths = new SetValue.Builder();
        for (Value start : Args.elements(a, 2)) {
            Value edges = graph.get(start);
            if (edges == null) {
                continue;
            }
            if (edges.size() == 0) {
                paths.add(ArrayValue.of(List.of(start)));
            }
            for (Value next : neighbours(edges)) {
                Set<Value> passed = new HashSet<>(Set.of(start));
                follow(c, graph, next, List.of(start), passed, paths);
            }
        }
        return paths.build();
    }

    private static void follow(
            BuiltinContext c,
            ObjectValue graph,
            Value node,
            List<Value> before,
            Set<Value> passed,
            SetValue.Builder paths) {
        c.tick(1 + before.size());
        Value edges = graph.get(node);
        if (edges == null) {
            paths.add(ArrayValue.of(before));
            return;
        }
        List<Value> path = new ArrayList<>(before);
        path.add(node);
        List<Value> ended = new ArrayList<>();
        for (Value next : neighbours(edges)) {
            if (passed.contains(next)) {
                ended.addAll(path);
                c.size(ended.size());
                paths.add(ArrayValue.of(new ArrayList<>(ended)));
            } else {
                passed.add(node);
                follow(c, graph, next, path, passed, paths);
            }
        }
        if (edges.size() == 0) {
            paths.add(ArrayValue.of(path));
        }
        c.size((long) paths.size() * path.size());
    }
}
