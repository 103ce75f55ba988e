package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.Function.Type;
import io.jenkins.plugins.imagepolicy.engine.language.jmespath.JmesPathException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A dialect: the functions that expressions may call, and what a missing key is. Immutable. */
public final class Functions {
    private final Map<String, Function> byName;
    private final boolean strictKeys;

    private Functions(Map<String, Function> byName, boolean strictKeys) {
        this.byName = Map.copyOf(byName);
        this.strictKeys = strictKeys;
    }

    /** The specification's functions; a missing key is null. */
    public static Functions standard() {
        return new Functions(StandardFunctions.all(), false);
    }

    /** The specification's functions and Kyverno's own; a missing key is an error. */
    public static Functions kyverno() {
        Map<String, Function> all = new HashMap<>(StandardFunctions.all());
        all.putAll(TextFunctions.all());
        all.putAll(ArithmeticFunctions.all());
        all.putAll(TimeFunctions.all());
        all.putAll(CollectionFunctions.all());
        all.putAll(EncodingFunctions.all());
        return new Functions(all, true);
    }

    /** A function of one text that is defined outside the language. */
    @FunctionalInterface
    public interface OfText {
        String apply(String text) throws JmesPathException;
    }

    /** These functions and one more. */
    public Functions with(String name, OfText function) {
        Map<String, Function> all = new HashMap<>(byName);
        all.put(
                name,
                new Function(
                        name,
                        List.of(Set.of(Type.STRING)),
                        false,
                        arguments -> TextNode.valueOf(function.apply(arguments.text(0)))));
        return new Functions(all, strictKeys);
    }

    boolean strictKeys() {
        return strictKeys;
    }

    Function find(String name, int arguments, int position) throws JmesPathException {
        Function function = byName.get(name);
        if (function == null) {
            throw new JmesPathException(Kind.UNKNOWN_FUNCTION, position, "There is no function '" + name + "'");
        }
        if (!function.takes(arguments)) {
            throw new JmesPathException(
                    Kind.INVALID_ARITY,
                    position,
                    "JMESPath function '" + name + "' takes "
                            + (function.variadic() ? "at least " : "")
                            + function.parameters().size() + " arguments, not " + arguments);
        }
        return function;
    }

    /** Collects functions under their names. */
    static final class Table {
        private final Map<String, Function> functions = new HashMap<>();

        Table add(String name, Function.Body body, Object... parameters) {
            functions.put(name, new Function(name, sets(parameters), false, body));
            return this;
        }

        Table variadic(String name, Function.Body body, Object... parameters) {
            functions.put(name, new Function(name, sets(parameters), true, body));
            return this;
        }

        Map<String, Function> done() {
            return functions;
        }

        @SuppressWarnings("unchecked")
        private static List<Set<Type>> sets(Object[] parameters) {
            List<Set<Type>> sets = new ArrayList<>();
            for (Object parameter : parameters) {
                sets.add(parameter instanceof Type type ? Set.of(type) : (Set<Type>) parameter);
            }
            return sets;
        }
    }

    static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }
}
