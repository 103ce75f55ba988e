package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import java.util.ArrayList;
import java.util.List;

/** Reads records separated by lines, fields by commas; every record has as many fields as the first. */
final class CsvReader {
    private final List<String> lines;
    private int next;

    CsvReader(String text) {
        lines = lines(text);
    }

    /** Lines with their ends, of which CR LF becomes LF; a CR that ends the text goes. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                String last = text.substring(start);
                lines.add(last.endsWith("\r") ? last.substring(0, last.length() - 1) : last);
                return lines;
            }
            String line = text.substring(start, end);
            lines.add((line.endsWith("\r") ? line.substring(0, line.length() - 1) : line) + "\n");
            start = end + 1;
        }
        return lines;
    }

    List<List<String>> records() {
        List<List<String>> records = new ArrayList<>();
        while (next < lines.size()) {
            String line = lines.get(next++);
            if (line.equals("\n")) {
                continue;
            }
            List<String> record = record(line);
            if (!records.isEmpty() && record.size() != records.get(0).size()) {
                throw new CallError("record on line " + next + ": wrong number of fields");
            }
            records.add(record);
        }
        return records;
    }

    private List<String> record(String first) {
        List<String> fields = new ArrayList<>();
        String line = first;
        while (true) {
            if (!line.startsWith("\"")) {
                int comma = line.indexOf(',');
                String field = comma >= 0 ? line.substring(0, comma) : withoutEnd(line);
                if (field.contains("\"")) {
                    throw new CallError("bare \" in non-quoted field");
                }
                fields.add(field);
                if (comma < 0) {
                    return fields;
                }
                line = line.substring(comma + 1);
                continue;
            }
            StringBuilder field = new StringBuilder();
            line = quoted(line.substring(1), field);
            fields.add(field.toString());
            if (!line.startsWith(",")) {
                return fields;
            }
            line = line.substring(1);
        }
    }

    private static String withoutEnd(String line) {
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }

    /** Reads up to the closing quote, over lines; returns what stands after it. */
    private String quoted(String start, StringBuilder field) {
        String line = start;
        while (true) {
            int quote = line.indexOf('"');
            if (quote < 0) {
                if (next == lines.size()) {
                    throw new CallError("extraneous or missing \" in quoted-field");
                }
                field.append(line);
                line = lines.get(next++);
                continue;
            }
            field.append(line, 0, quote);
            line = line.substring(quote + 1);
            if (!line.startsWith("\"")) {
                if (line.isEmpty() || line.equals("\n") || line.startsWith(",")) {
                    return line;
                }
                throw new CallError("extraneous or missing \" in quoted-field");
            }
            field.append('"');
            line = line.substring(1);
        }
    }
}
