package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Function;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Functions that move the elements of lists, on elements that are not concrete: the function sees stand-ins for them. */
final class Elements {
    private final Evaluation evaluation;
    private final Map<Data, Node> origins = new IdentityHashMap<>();

    Elements(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Value apply(Function function, Node list, List<Value> others, Node self, int at) {
        List<Data> arguments = new ArrayList<>();
        arguments.add(standIns(list));
        others.forEach(other -> arguments.add((Data) other));
        Value result = Calls.apply(function, arguments, at);
        if (!(result instanceof Data.ListData moved)) {
            return result;
        }
        List<Node> elements = new ArrayList<>();
        moved.elements().forEach(standIn -> elements.add(origins.get(standIn)));
        return evaluation.inline(null, new Structures.ListOf(elements), self);
    }

    /** A list stands for a list, since some functions flatten them. */
    private Data standIns(Node list) {
        List<Data> standIns = new ArrayList<>();
        for (Node element : list.deref().arcs.elements()) {
            Value value = evaluation.values.of(element);
            boolean nested = value instanceof Node node && node.isList;
            Data standIn = nested ? standIns((Node) value) : Data.NumberData.of(standIns.size());
            origins.put(standIn, element);
            standIns.add(standIn);
        }
        return new Data.ListData(standIns);
    }
}
