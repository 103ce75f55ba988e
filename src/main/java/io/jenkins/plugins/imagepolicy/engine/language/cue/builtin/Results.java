package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.ArrayList;
import java.util.List;

/** Results of functions as data. */
final class Results {
    private static final int MAX_TEXT = 1 << 20;

    private Results() {}

    static Data text(String value) {
        if (value.length() > MAX_TEXT) {
            throw new CallError("the result is longer than " + MAX_TEXT + " characters");
        }
        return new Data.StringData(value);
    }

    static Data integer(long value) {
        return Data.NumberData.of(value);
    }

    static Data texts(List<String> values) {
        List<Data> elements = new ArrayList<>(values.size());
        values.forEach(value -> elements.add(new Data.StringData(value)));
        return new Data.ListData(elements);
    }

    static Data integers(byte[] values) {
        List<Data> elements = new ArrayList<>(values.length);
        for (byte value : values) {
            elements.add(integer(value & 0xff));
        }
        return new Data.ListData(elements);
    }
}
