package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoFormat;
import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import io.jenkins.plugins.imagepolicy.engine.language.go.text.Quoted;
import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/** The functions of every template. Source: Go text/template/funcs.go. */
final class Functions {
    static final Set<String> NAMES = Set.of(
            "and",
            "call",
            "eq",
            "ge",
            "gt",
            "html",
            "index",
            "js",
            "le",
            "len",
            "lt",
            "ne",
            "not",
            "or",
            "print",
            "printf",
            "println",
            "slice",
            "urlquery");

    private Functions() {}

    static boolean isTrue(GoValue v) {
        if (v instanceof GoValue.Bool b) {
            return b.value();
        }
        if (v instanceof GoValue.Int i) {
            return i.value() != 0;
        }
        if (v instanceof GoValue.Float f) {
            return f.value() != 0;
        }
        if (v instanceof GoValue.Text t) {
            return !t.value().isEmpty();
        }
        return v instanceof GoValue.ListOf l && !l.elements().isEmpty()
                || v instanceof GoValue.MapOf m && !m.entries().isEmpty();
    }

    static GoValue call(String name, List<GoValue> args, IntConsumer length) throws TemplateException {
        switch (name) {
            case "print", "println", "html", "js", "urlquery" -> {
                return new GoValue.Text(printed(name, args, length));
            }
            default -> {
                if (args.isEmpty()) {
                    throw new TemplateException("wrong number of args for " + name);
                }
            }
        }
        GoValue first = args.get(0);
        List<GoValue> rest = args.subList(1, args.size());
        return switch (name) {
            case "printf" -> new GoValue.Text(GoFormat.sprintf(string(first), rest, length));
            // What decides is found before.
            case "and", "or" -> args.get(args.size() - 1);
            case "len" -> new GoValue.Int(length(only(name, args)));
            case "not" -> new GoValue.Bool(!isTrue(only(name, args)));
            case "index" -> Elements.index(first, rest);
            case "slice" -> Elements.slice(first, rest);
            case "call" -> throw new TemplateException("non-function of type " + first.type());
            default -> new GoValue.Bool(Comparisons.holds(name, first, rest));
        };
    }

    private static GoValue only(String name, List<GoValue> args) throws TemplateException {
        if (args.size() != 1) {
            throw new TemplateException("wrong number of args for " + name);
        }
        return args.get(0);
    }

    private static String string(GoValue v) throws TemplateException {
        if (v instanceof GoValue.Text t && t.type().equals("string")) {
            return t.value();
        }
        throw new TemplateException("wrong type for value; expected string; got " + v.type());
    }

    private static int length(GoValue v) throws TemplateException {
        if (v instanceof GoValue.Text t) {
            return Utf8.encode(t.value()).length;
        }
        if (v instanceof GoValue.ListOf l) {
            return l.elements().size();
        }
        if (v instanceof GoValue.MapOf m) {
            return m.entries().size();
        }
        throw new TemplateException("len of type " + v.type());
    }

    private static String printed(String name, List<GoValue> args, IntConsumer length) {
        if (name.equals("println")) {
            return GoFormat.sprintln(args, length);
        }
        if (name.equals("print")) {
            return GoFormat.sprint(args, length);
        }
        List<GoValue> shown = args.stream()
                .map(v -> v instanceof GoValue.Nil ? new GoValue.Text("<no value>") : v)
                .toList();
        String text = GoFormat.sprint(shown, length);
        return switch (name) {
            case "html" -> html(text);
            case "js" -> js(text);
            default ->
                URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("*", "%2A")
                        .replace("%7E", "~");
        };
    }

    private static String html(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case 0 -> out.append('\uFFFD');
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String js(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<', '>', '&', '=' -> out.append(String.format("\\u%04X", c));
                default -> {
                    if (c < ' ' || c >= 0x80 && !Quoted.isPrintable(c)) {
                        out.append(String.format("\\u%04X", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }
}
