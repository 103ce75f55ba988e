package io.jenkins.plugins.imagepolicy.engine.language.rego.eval;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term.Comprehension.Kind;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a comprehension; one that depends on no variable around it is evaluated once a context. */
public final class ComprehensionNode extends ValueNode {
    private final Kind kind;
    private final int closure;
    private final Node body;
    private final int cache;

    /** @param cache index among the cached comprehensions, or -1 */
    public ComprehensionNode(Kind kind, int closure, Node body, int cache) {
        this.kind = kind;
        this.closure = closure;
        this.body = body;
        this.cache = cache;
    }

    @Override
    Value of(Frame frame) {
        Value[] known = frame.machine.context.closures;
        if (cache >= 0 && cache < known.length && known[cache] != null) {
            return known[cache];
        }
        Object outer = frame.collected[closure];
        Object into =
                switch (kind) {
                    case ARRAY -> new ArrayList<Value>();
                    case SET -> new SetValue.Builder();
                    case OBJECT -> new ObjectValue.Builder();
                };
        frame.collected[closure] = into;
        frame.machine.tick(1);
        body.run(frame);
        frame.collected[closure] = outer;
        Value result = finish(into);
        if (cache >= 0 && cache < known.length) {
            known[cache] = result;
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Value finish(Object into) {
        if (into instanceof List<?> list) {
            return ArrayValue.of((List<Value>) list);
        }
        return into instanceof SetValue.Builder set ? set.build() : ((ObjectValue.Builder) into).build();
    }
}
