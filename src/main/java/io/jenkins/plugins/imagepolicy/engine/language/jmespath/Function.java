package io.jenkins.plugins.imagepolicy.engine.language.jmespath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * A function of the language.
 *
 * @param parameters accepted types, one set a parameter
 * @param variadic whether the last parameter may stand any number of times, at least once
 */
record Function(String name, List<Set<Type>> parameters, boolean variadic, Body body) {
    Function {
        parameters = List.copyOf(parameters);
    }

    /** What an argument may be. */
    enum Type {
        ANY,
        STRING,
        NUMBER,
        BOOLEAN,
        OBJECT,
        ARRAY,
        NULL,
        STRINGS,
        NUMBERS,
        REFERENCE
    }

    /** The function's work; arguments have the types that the parameters name. */
    @FunctionalInterface
    interface Body {
        JsonNode call(Arguments arguments) throws JmesPathException;
    }

    boolean takes(int count) {
        return variadic ? count >= parameters.size() : count == parameters.size();
    }

    Set<Type> parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }
}
