package io.jenkins.plugins.imagepolicy.engine.language.rego;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonText;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Values as Jackson trees. */
final class JsonTrees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTrees() {}

    static JsonNode of(Value value) {
        if (value instanceof StringValue s) {
            return NODES.textNode(Utf8.printable(s.value()));
        }
        if (value instanceof NumberValue n) {
            return n.isLong() ? NODES.numberNode(n.longValue()) : NODES.numberNode(n.decimal());
        }
        if (value instanceof BooleanValue b) {
            return NODES.booleanNode(b.value());
        }
        if (value instanceof ArrayValue a) {
            return array(a);
        }
        if (value instanceof SetValue s) {
            return array(s);
        }
        if (value instanceof ObjectValue o) {
            ObjectNode node = NODES.objectNode();
            for (int i = 0; i < o.size(); i++) {
                Value key = o.keyAt(i);
                node.set(key instanceof StringValue s ? Utf8.printable(s.value()) : JsonText.of(key), of(o.valueAt(i)));
            }
            return node;
        }
        return NODES.nullNode();
    }

    private static ArrayNode array(Iterable<Value> values) {
        ArrayNode node = NODES.arrayNode();
        values.forEach(v -> node.add(of(v)));
        return node;
    }
}
