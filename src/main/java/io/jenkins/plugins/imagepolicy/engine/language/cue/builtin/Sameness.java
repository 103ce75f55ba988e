package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.Iterator;
import java.util.Map;

/** Equality as the list package sees it. */
final class Sameness {
    private Sameness() {}

    /** What list.UniqueItems objects to: equal values of one type, but CUE lets equal structs pass. */
    static boolean unique(Data a, Data b) {
        if (a instanceof Data.ListData x && b instanceof Data.ListData y) {
            Iterator<Data> others = y.elements().iterator();
            return x.elements().size() == y.elements().size()
                    && x.elements().stream().allMatch(element -> unique(element, others.next()));
        }
        return a.kind() == b.kind() && !(a instanceof Data.StructData) && same(a, b);
    }

    static boolean same(Data a, Data b) {
        if (a instanceof Data.NumberData x && b instanceof Data.NumberData y) {
            return x.value().compareTo(y.value()) == 0;
        }
        if (a instanceof Data.ListData x && b instanceof Data.ListData y) {
            Iterator<Data> others = y.elements().iterator();
            if (x.elements().size() != y.elements().size()) {
                return false;
            }
            for (Data element : x.elements()) {
                if (!same(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof Data.StructData x && b instanceof Data.StructData y) {
            if (x.fields().size() != y.fields().size()) {
                return false;
            }
            for (Map.Entry<String, Data> field : x.fields().entrySet()) {
                Data other = y.fields().get(field.getKey());
                if (other == null || !same(field.getValue(), other)) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }
}
