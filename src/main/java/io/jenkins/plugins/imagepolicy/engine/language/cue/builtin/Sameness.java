package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Equality as the list package sees it. */
final class Sameness {
    private Sameness() {}

    /**
     * A value that equals the key of every equal value of the same type; {@code 1} differs from {@code 1.0}. Without
     * {@code structs} a value that holds one has no key (null), since CUE's validator finds equal structs to differ.
     */
    static Data key(Data data, boolean structs) {
        if (data instanceof Data.NumberData number) {
            BigDecimal value = number.value();
            BigDecimal reduced = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
            return new Data.NumberData(reduced, number.integer());
        }
        if (data instanceof Data.ListData list) {
            List<Data> keys = new ArrayList<>(list.elements().size());
            for (Data element : list.elements()) {
                Data key = key(element, structs);
                if (key == null) {
                    return null;
                }
                keys.add(key);
            }
            return new Data.ListData(keys);
        }
        if (data instanceof Data.StructData struct) {
            if (!structs) {
                return null;
            }
            Map<String, Data> keys = new HashMap<>();
            struct.fields().forEach((name, value) -> keys.put(name, key(value, true)));
            return new Data.StructData(keys);
        }
        return data;
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
