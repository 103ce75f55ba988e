package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.ArrayList;
import java.util.List;

/** Package encoding/csv. source: RFC 4180 and Go, package encoding/csv */
final class CsvPackage {
    private CsvPackage() {}

    static void register(Registry registry) {
        registry.loose("Encode", "_", a -> Results.text(encode(a.get(0))));
        registry.function("Decode", "y", a -> {
            List<Data> records = new ArrayList<>();
            new CsvReader(EncodingPackages.utf8(a.bytes(0)))
                    .records()
                    .forEach(each -> records.add(Results.texts(each)));
            return new Data.ListData(records);
        });
    }

    private static String encode(Data rows) {
        StringBuilder out = new StringBuilder();
        for (Data row : list(rows)) {
            String separator = "";
            for (Data column : list(row)) {
                out.append(separator);
                field(column, out);
                separator = ",";
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static List<Data> list(Data data) {
        if (data instanceof Data.ListData list) {
            return list.elements();
        }
        throw new CallError("cannot use value as list");
    }

    private static void field(Data column, StringBuilder out) {
        String text = column instanceof Data.StringData string ? string.value() : JsonPackage.marshal(column);
        if (!needsQuotes(text)) {
            out.append(text);
            return;
        }
        out.append('"').append(text.replace("\"", "\"\"")).append('"');
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty()) {
            return false;
        }
        return text.equals("\\.")
                || StringsPackage.isSpace(text.codePointAt(0))
                || text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '"' || c == ',');
    }
}
