package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.HashMap;
import java.util.Map;

/** What {@code with} can change, and the caches that hold for just that. */
final class Context {
    final Value input;
    final Value data;
    final Mask mask;
    final Map<Object, Mock> mocks;
    final Object[] documents;
    final Value[] closures;
    final Map<FunctionKey, Value> calls = new HashMap<>();

    /** What stands in for a function: a value, or another function. */
    record Mock(Value value, RuleGroup function, BuiltinCall builtin) {}

    /** A call that was made before. */
    record FunctionKey(RuleGroup function, java.util.List<Value> args) {}

    Context(Value input, Value data, Mask mask, Map<Object, Mock> mocks, int groups, int closures) {
        this.input = input;
        this.data = data;
        this.mask = mask;
        this.mocks = mocks;
        this.documents = new Object[groups];
        this.closures = new Value[closures];
    }

    /** A copy of the document with the value put at the path; what is no object on the way is replaced. */
    static Value put(Value document, Value[] path, int at, Value value) {
        if (at == path.length) {
            return value;
        }
        ObjectValue.Builder builder = document instanceof ObjectValue o ? o.toBuilder() : new ObjectValue.Builder();
        return builder.put(path[at], put(builder.get(path[at]), path, at + 1, value))
                .build();
    }
}
