package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns one composed YAML node into JSON and keeps the positions. Aliases are already shared nodes; merge keys are not. */
final class NodeReader {
    /** Bounds what aliases can blow a small file up to. */
    private static final int MOST_NODES = 1_000_000;

    private final SourceText source;
    private final Map<JsonPointer, Position> keys;
    private final Map<JsonPointer, Position> values;
    private final Set<Node> open = new HashSet<>();
    private int nodes;

    NodeReader(SourceText source, Map<JsonPointer, Position> keys, Map<JsonPointer, Position> values) {
        this.source = source;
        this.keys = keys;
        this.values = values;
    }

    JsonNode read(Node root) throws DocumentException {
        return read(root, JsonPointer.empty());
    }

    private JsonNode read(Node node, JsonPointer here) throws DocumentException {
        if (++nodes > MOST_NODES) {
            throw failure(
                    node, "Aliases expand the document to more than " + MOST_NODES + " nodes", "Use fewer aliases");
        }
        values.putIfAbsent(here, Documents.position(node.getStartMark()));
        if (node instanceof ScalarNode scalar) {
            return Scalars.read(source, scalar);
        }
        if (!open.add(node)) {
            throw failure(node, "An alias refers to a node that contains it", "Remove the circular alias");
        }
        JsonNode content = node instanceof SequenceNode sequence
                ? readSequence(sequence, here)
                : readMapping((MappingNode) node, here);
        open.remove(node);
        return content;
    }

    private ArrayNode readSequence(SequenceNode sequence, JsonPointer here) throws DocumentException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(read(item, here.appendIndex(array.size())));
        }
        return array;
    }

    private ObjectNode readMapping(MappingNode mapping, JsonPointer here) throws DocumentException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> own = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (isMerge(tuple)) {
                continue;
            }
            String name = key(tuple.getKeyNode());
            if (!own.add(name)) {
                throw failure(tuple.getKeyNode(), "The key '" + name + "' stands twice", "Keep one of the two");
            }
            JsonPointer child = here.appendProperty(name);
            keys.putIfAbsent(child, Documents.position(tuple.getKeyNode().getStartMark()));
            object.set(name, read(tuple.getValueNode(), child));
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (isMerge(tuple)) {
                merge(tuple.getValueNode(), here, object);
            }
        }
        return object;
    }

    /** Keys of the mapping itself win over merged ones, and earlier merged mappings over later ones (YAML 1.1 merge type). */
    private void merge(Node merged, JsonPointer here, ObjectNode into) throws DocumentException {
        if (merged instanceof SequenceNode several) {
            for (Node one : several.getValue()) {
                mergeOne(one, here, into);
            }
        } else {
            mergeOne(merged, here, into);
        }
    }

    private void mergeOne(Node merged, JsonPointer here, ObjectNode into) throws DocumentException {
        if (!(merged instanceof MappingNode)) {
            throw failure(merged, "'<<' merges a node that is no mapping", "Merge a mapping or a list of mappings");
        }
        JsonNode fields = read(merged, here);
        fields.properties().forEach(field -> {
            if (!into.has(field.getKey())) {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static boolean isMerge(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar
                && scalar.getTag().equals(Tag.MERGE);
    }

    private String key(Node key) throws DocumentException {
        if (!(key instanceof ScalarNode scalar)) {
            throw failure(key, "A key is no plain text", "Use text as key");
        }
        return Scalars.key(source, scalar);
    }

    private DocumentException failure(Node node, String message, String remedy) {
        return Documents.failure(source, Documents.position(node.getStartMark()), message, remedy);
    }
}
