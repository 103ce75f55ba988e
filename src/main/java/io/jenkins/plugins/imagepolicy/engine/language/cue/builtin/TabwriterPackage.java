package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Package text/tabwriter: columns of cells that tabs end, padded with one space at least. */
final class TabwriterPackage {
    private TabwriterPackage() {}

    static void register(Registry registry) {
        registry.loose("Write", "x", a -> Results.text(write(a.get(0))));
    }

    private static String write(Data data) {
        if (data instanceof Data.ListData list) {
            StringBuilder text = new StringBuilder();
            list.elements().forEach(element -> text.append(text(element)).append('\n'));
            return align(text.toString());
        }
        return align(text(data));
    }

    private static String text(Data data) {
        if (data instanceof Data.StringData || data instanceof Data.BytesData) {
            String text = EncodingPackages.utf8(new Arguments(List.of(data)).bytes(0));
            if (text.indexOf('\f') >= 0 || text.indexOf('\u000b') >= 0) {
                throw CueFault.unsupported(-1, "a form feed or vertical tab in a table");
            }
            return text;
        }
        throw new CallError("tabwriter.Write: unsupported type");
    }

    private static String align(String text) {
        List<List<String>> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add(Arrays.asList(line.split("\t", -1)));
        }
        List<StringBuilder> out = new ArrayList<>();
        lines.forEach(line -> out.add(new StringBuilder()));
        column(lines, 0, lines.size(), 0, out);
        return String.join("\n", out);
    }

    /** Writes the cells of one column and those right of it; adjacent lines that have the column share its width. */
    private static void column(List<List<String>> lines, int from, int to, int column, List<StringBuilder> out) {
        int i = from;
        while (i < to) {
            List<String> cells = lines.get(i);
            if (column >= cells.size() - 1) {
                out.get(i++).append(cells.get(cells.size() - 1));
                continue;
            }
            int end = i;
            int width = 0;
            for (; end < to && column < lines.get(end).size() - 1; end++) {
                width = Math.max(width, width(lines.get(end).get(column)));
            }
            for (int line = i; line < end; line++) {
                String cell = lines.get(line).get(column);
                out.get(line).append(cell).append(" ".repeat(width + 1 - width(cell)));
            }
            column(lines, i, end, column + 1, out);
            i = end;
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
