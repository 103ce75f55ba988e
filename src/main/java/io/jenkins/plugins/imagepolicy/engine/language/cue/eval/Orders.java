package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.Function;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that take a comparator: a struct whose {@code less} tells whether its {@code x} comes before its {@code y}. */
final class Orders {
    private static final Label LESS = Label.identifier("less");

    private final Evaluation evaluation;

    Orders(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The comparator failed on two elements. */
    private static final class Incomparable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Bottom reason;

        Incomparable(Bottom reason) {
            super(reason.message, null, false, false);
            this.reason = reason;
        }
    }

    Value apply(Function function, Data.ListData list, Value comparator, int at) {
        if (!(comparator instanceof Node) || (comparator.kind() & Kind.STRUCT) == 0) {
            return Bottom.error(
                    "invalid comparator " + Text.of(comparator) + " in call to list." + function.name(), at);
        }
        try {
            if (function.name().equals("IsSorted")) {
                return Data.of(isSorted(list.elements(), comparator, at));
            }
            return new Data.ListData(sort(list.elements(), comparator, at));
        } catch (Incomparable e) {
            if (e.reason.isIncomplete() && evaluation.isForcing()) {
                throw CueFault.unsupported(at, "list." + function.name() + " with an incomplete comparison");
            }
            // CUE takes two elements that it cannot compare for out of order here, and the error for nothing.
            if (function.name().equals("IsSorted") && !e.reason.isIncomplete()) {
                return Data.FALSE;
            }
            return e.reason.isIncomplete()
                    ? e.reason
                    : Bottom.error("error in call to list." + function.name() + ": " + e.reason.message, at);
        }
    }

    private boolean isSorted(List<Data> elements, Value comparator, int at) {
        for (int i = elements.size() - 1; i > 0; i--) {
            if (isLess(elements.get(i), elements.get(i - 1), comparator, at)) {
                return false;
            }
        }
        return true;
    }

    /** A stable merge sort. */
    private List<Data> sort(List<Data> elements, Value comparator, int at) {
        if (elements.size() < 2) {
            return elements;
        }
        int middle = elements.size() / 2;
        List<Data> low = sort(elements.subList(0, middle), comparator, at);
        List<Data> high = sort(elements.subList(middle, elements.size()), comparator, at);
        List<Data> merged = new ArrayList<>(elements.size());
        int l = 0;
        int h = 0;
        while (l < low.size() && h < high.size()) {
            merged.add(isLess(high.get(h), low.get(l), comparator, at) ? high.get(h++) : low.get(l++));
        }
        merged.addAll(low.subList(l, low.size()));
        merged.addAll(high.subList(h, high.size()));
        return merged;
    }

    private boolean isLess(Data x, Data y, Value comparator, int at) {
        evaluation.tick(null);
        Node node = evaluation.inline(null, comparator, null);
        Map<String, Data> operands = new LinkedHashMap<>();
        operands.put("x", x);
        operands.put("y", y);
        node.conjuncts.add(new Conjunct(null, new Data.StructData(operands), Provenance.NONE));
        Value less = evaluation.references.lookup(node, LESS, at);
        if (less instanceof Node arc) {
            evaluation.finalizer.finish(arc);
            less = evaluation.values.of(arc);
        }
        if (less instanceof Bottom bottom) {
            throw new Incomparable(bottom);
        }
        if (!(less instanceof Data.BoolData bool)) {
            throw CueFault.unsupported(at, "a comparator without a bool for less");
        }
        return bool.value();
    }
}
