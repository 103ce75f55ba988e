package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code strings.render_template}: Go's text templates with fields, variables, {@code if}, {@code range}, {@code with}
 * and the comparison functions. Pipelines, definitions of templates and methods are refused.
 */
final class Templates {
    private static final Set<String> OPENING = Set.of("if", "range", "with");

    private final BuiltinContext context;
    private final List<String[]> tokens;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Map<String, Value>> variables = new ArrayDeque<>();

    private Templates(BuiltinContext context, List<String[]> tokens) {
        this.context = context;
        this.tokens = tokens;
    }

    static void register(Registry r) {
        r.add("strings.render_template", "string, object[string:any] -> string", (c, a) -> {
            Templates template = new Templates(c, tokens(Args.string(a, 1)));
            template.variables.push(new HashMap<>(Map.of("$", Args.object(a, 2))));
            int end = template.run(0, a[1], true);
            if (end != template.tokens.size()) {
                throw BuiltinException.of("unexpected {{" + template.tokens.get(end)[1] + "}}");
            }
            return StringValue.of(template.out.toString());
        });
    }

    /** Cuts a template into text and actions. */
    private static List<String[]> tokens(String text) throws BuiltinException {
        List<String[]> tokens = new ArrayList<>();
        int at = 0;
        while (true) {
            int open = text.indexOf("{{", at);
            String plain = text.substring(at, open < 0 ? text.length() : open);
            boolean trims = open >= 0 && text.startsWith("{{- ", open);
            tokens.add(new String[] {"text", trims ? plain.stripTrailing() : plain});
            if (open < 0) {
                return tokens;
            }
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw BuiltinException.of("unclosed action");
            }
            boolean trimsNext = text.startsWith(" -", close - 2);
            String action = text.substring(open + (trims ? 3 : 2), close - (trimsNext ? 2 : 0))
                    .strip();
            if (!action.startsWith("/*")) {
                tokens.add(new String[] {"action", action});
            }
            at = close + 2;
            while (trimsNext && at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }

    private static String keyword(String action) {
        int space = action.indexOf(' ');
        return space < 0 ? action : action.substring(0, space);
    }

    /** Runs up to the end of the block that starts here; returns where it ends. */
    private int run(int from, Value dot, boolean live) throws BuiltinException {
        int at = from;
        while (at < tokens.size()) {
            context.tick(1);
            String[] token = tokens.get(at);
            if (token[0].equals("text")) {
                emit(token[1], live);
                at++;
                continue;
            }
            String word = keyword(token[1]);
            if (word.equals("end") || word.equals("else")) {
                return at;
            }
            if (OPENING.contains(word)) {
                at = block(word, token[1].substring(word.length()).strip(), at + 1, dot, live);
            } else {
                action(token[1], dot, live);
                at++;
            }
        }
        return at;
    }

    private void emit(String text, boolean live) {
        if (live) {
            out.append(text);
            context.size(out.length());
        }
    }

    private void action(String action, Value dot, boolean live) throws BuiltinException {
        int assign = action.indexOf(":=");
        if (action.startsWith("$") && assign > 0) {
            if (live) {
                variables.peek().put(action.substring(0, assign).strip(), evaluate(action.substring(assign + 2), dot));
            }
            return;
        }
        if (live) {
            emit(text(evaluate(action, dot)), true);
        }
    }

    private static String text(Value v) {
        if (v instanceof StringValue s) {
            return s.value();
        }
        if (v instanceof NullValue) {
            return "<no value>";
        }
        if (v instanceof ArrayValue || v instanceof SetValue) {
            List<String> parts = new ArrayList<>();
            Iterable<Value> elements = v instanceof ArrayValue a ? a : (SetValue) v;
            elements.forEach(e -> parts.add(text(e)));
            return "[" + String.join(" ", parts) + "]";
        }
        if (v instanceof ObjectValue o) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < o.size(); i++) {
                parts.add(text(o.keyAt(i)) + ":" + text(o.valueAt(i)));
            }
            return "map[" + String.join(" ", parts) + "]";
        }
        return v.toString();
    }

    private static boolean isTrue(Value v) {
        if (v instanceof BooleanValue b) {
            return b.value();
        }
        if (v instanceof NumberValue n) {
            return n.signum() != 0;
        }
        if (v instanceof StringValue s) {
            return !s.value().isEmpty();
        }
        return !(v instanceof NullValue) && v.size() > 0;
    }

    /** Runs a block whose first action is read; returns the place behind its end. */
    private int block(String word, String head, int from, Value dot, boolean live) throws BuiltinException {
        int at;
        if (word.equals("range")) {
            at = range(head, from, dot, live);
        } else {
            Value v = live ? evaluate(head, dot) : NullValue.NULL;
            boolean taken = live && isTrue(v);
            at = scoped(Map.of(), from, word.equals("with") ? v : dot, taken);
            while (isElse(at)) {
                String rest = tokens.get(at)[1].substring(4).strip();
                boolean open = live && !taken;
                if (rest.startsWith("if ")) {
                    taken |= open && isTrue(evaluate(rest.substring(3), dot));
                    at = scoped(Map.of(), at + 1, dot, open && taken);
                } else {
                    at = scoped(Map.of(), at + 1, dot, open);
                    taken = true;
                }
            }
        }
        if (at >= tokens.size() || !keyword(tokens.get(at)[1]).equals("end")) {
            throw BuiltinException.of("unexpected EOF");
        }
        return at + 1;
    }

    private boolean isElse(int at) {
        return at < tokens.size() && keyword(tokens.get(at)[1]).equals("else");
    }

    private int scoped(Map<String, Value> declared, int from, Value dot, boolean live) throws BuiltinException {
        if (variables.size() > 100) {
            throw BuiltinException.of("template nests too deeply");
        }
        variables.push(new HashMap<>(declared));
        int at = run(from, dot, live);
        variables.pop();
        return at;
    }

    private int range(String head, int from, Value dot, boolean live) throws BuiltinException {
        int assign = head.indexOf(":=");
        String[] names =
                assign < 0 ? new String[0] : head.substring(0, assign).strip().split("\\s*,\\s*");
        Value over = live ? evaluate(assign < 0 ? head : head.substring(assign + 2), dot) : NullValue.NULL;
        List<Value> keys = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        if (over instanceof ArrayValue a) {
            for (int i = 0; i < a.size(); i++) {
                keys.add(NumberValue.of(i));
                values.add(a.at(i));
            }
        } else if (over instanceof ObjectValue o) {
            for (int i = 0; i < o.size(); i++) {
                keys.add(o.keyAt(i));
                values.add(o.valueAt(i));
            }
        } else if (over instanceof SetValue s) {
            for (Value v : s) {
                keys.add(NumberValue.of(keys.size()));
                values.add(v);
            }
        } else if (!(over instanceof NullValue)) {
            throw BuiltinException.of("range can't iterate over " + over);
        }
        int at = from;
        for (int i = 0; i < values.size(); i++) {
            Map<String, Value> declared = new HashMap<>();
            if (names.length > 0) {
                declared.put(names[names.length - 1], values.get(i));
            }
            if (names.length > 1) {
                declared.put(names[0], keys.get(i));
            }
            at = scoped(declared, from, values.get(i), true);
        }
        if (values.isEmpty()) {
            at = scoped(Map.of(), from, dot, false);
        }
        return isElse(at) ? scoped(Map.of(), at + 1, dot, live && values.isEmpty()) : at;
    }

    private Value evaluate(String expression, Value dot) throws BuiltinException {
        List<String> words = words(expression.strip());
        if (words.isEmpty()) {
            throw BuiltinException.of("missing value for command");
        }
        if (words.contains("|")) {
            throw BuiltinException.of("pipelines are not supported");
        }
        if (words.size() == 1) {
            return operand(words.get(0), dot);
        }
        List<Value> args = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            args.add(operand(word, dot));
        }
        return call(words.get(0), args);
    }

    /** Splits at spaces outside of quotes and parentheses. */
    private static List<String> words(String text) throws BuiltinException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (char ch : text.toCharArray()) {
            quoted ^= ch == '"';
            depth += quoted ? 0 : ch == '(' ? 1 : ch == ')' ? -1 : 0;
            if (ch == ' ' && depth == 0 && !quoted) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(ch);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        if (depth != 0 || quoted) {
            throw BuiltinException.of("unbalanced expression");
        }
        return words;
    }

    private Value operand(String word, Value dot) throws BuiltinException {
        if (word.startsWith("(") && word.endsWith(")")) {
            return evaluate(word.substring(1, word.length() - 1), dot);
        }
        if (word.startsWith("\"") && word.length() > 1) {
            return Encodings.json(context, word);
        }
        if (word.matches("-?[0-9]+([.][0-9]+)?")) {
            return NumberValue.parse(word);
        }
        if (word.equals("true") || word.equals("false")) {
            return BooleanValue.of(word.equals("true"));
        }
        if (word.equals("nil")) {
            return NullValue.NULL;
        }
        if (word.startsWith(".")) {
            return fields(dot, word.substring(1));
        }
        if (word.startsWith("$")) {
            int dotAt = word.indexOf('.');
            String name = dotAt < 0 ? word : word.substring(0, dotAt);
            for (Map<String, Value> scope : variables) {
                if (scope.containsKey(name)) {
                    return fields(scope.get(name), dotAt < 0 ? "" : word.substring(dotAt + 1));
                }
            }
            throw BuiltinException.of("undefined variable \"" + name + "\"");
        }
        throw BuiltinException.of("function \"" + word + "\" not defined");
    }

    private static Value fields(Value from, String path) throws BuiltinException {
        Value v = from;
        for (String name : path.isEmpty() ? new String[0] : path.split("[.]", -1)) {
            v = v.get(StringValue.of(name));
            if (v == null) {
                throw BuiltinException.of("map has no entry for key \"" + name + "\"");
            }
        }
        return v;
    }

    private static Value call(String name, List<Value> args) throws BuiltinException {
        Value first = args.get(0);
        switch (name) {
            case "not":
                return BooleanValue.of(!isTrue(first));
            case "and":
                return args.stream().filter(v -> !isTrue(v)).findFirst().orElse(args.get(args.size() - 1));
            case "or":
                return args.stream().filter(Templates::isTrue).findFirst().orElse(args.get(args.size() - 1));
            case "len":
                return NumberValue.of(first instanceof StringValue s ? s.value().length() : first.size());
            case "index": {
                Value v = first;
                for (Value key : args.subList(1, args.size())) {
                    v = v.get(key);
                    if (v == null) {
                        throw BuiltinException.of("index out of range");
                    }
                }
                return v;
            }
            case "eq":
                return BooleanValue.of(args.subList(1, args.size()).contains(first));
            default:
                break;
        }
        if (args.size() != 2) {
            throw BuiltinException.of("function \"" + name + "\" not defined");
        }
        int order = first.compareTo(args.get(1));
        return switch (name) {
            case "ne" -> BooleanValue.of(order != 0);
            case "lt" -> BooleanValue.of(order < 0);
            case "le" -> BooleanValue.of(order <= 0);
            case "gt" -> BooleanValue.of(order > 0);
            case "ge" -> BooleanValue.of(order >= 0);
            default -> throw BuiltinException.of("function \"" + name + "\" not defined");
        };
    }
}
