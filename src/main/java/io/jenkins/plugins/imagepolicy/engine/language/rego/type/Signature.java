package io.jenkins.plugins.imagepolicy.engine.language.rego.type;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of a function: those of its arguments and of its result. */
public record Signature(List<Type> args, Type result) {

    /** The signature of two definitions of one function together. */
    public Signature or(Signature other) {
        List<Type> either = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            either.add(Type.or(args.get(i), other.args.get(i)));
        }
        return new Signature(either, Type.or(result, other.result));
    }

    /**
     * Reads the notation of the built-ins: {@code "string, array[number]|null -> set[any]"}. Keys that an object must
     * have stand first: {@code object[op=string,any:any]}.
     */
    public static Signature parse(String text) {
        int arrow = text.lastIndexOf("->");
        Reader reader = new Reader(text.substring(0, arrow).strip());
        List<Type> args = reader.list('\0');
        return new Signature(args, new Reader(text.substring(arrow + 2).strip()).type());
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        private List<Type> list(char end) {
            List<Type> types = new ArrayList<>();
            while (at < text.length() && text.charAt(at) != end) {
                types.add(type());
                skip(',');
            }
            return types;
        }

        private void skip(char c) {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == c)) {
                at++;
            }
        }

        private Type type() {
            Type t = single();
            while (at < text.length() && text.charAt(at) == '|') {
                at++;
                t = Type.or(t, single());
            }
            return t;
        }

        private Map<Value, Type> fixedKeys() {
            Map<Value, Type> fixed = new LinkedHashMap<>();
            while (text.substring(at).matches("[a-z]+=.*")) {
                int equals = text.indexOf('=', at);
                Value key = StringValue.of(text.substring(at, equals));
                at = equals + 1;
                fixed.put(key, type());
                skip(',');
            }
            return fixed;
        }

        private Type single() {
            int start = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            String name = text.substring(start, at);
            if (at == text.length() || text.charAt(at) != '[') {
                return switch (name) {
                    case "null" -> Type.NULL;
                    case "boolean" -> Type.BOOLEAN;
                    case "number" -> Type.NUMBER;
                    case "string" -> Type.STRING;
                    default -> Type.ANY;
                };
            }
            at++;
            Type result;
            if (name.equals("object")) {
                Map<Value, Type> fixed = fixedKeys();
                Type keys = type();
                skip(':');
                result = new Type.ObjectOf(fixed, keys, type());
            } else {
                List<Type> inside = list(']');
                result = name.equals("set")
                        ? new Type.SetOf(inside.get(0))
                        : inside.size() == 1 ? new Type.Array(List.of(), inside.get(0)) : new Type.Array(inside, null);
            }
            at++;
            return result;
        }
    }
}
