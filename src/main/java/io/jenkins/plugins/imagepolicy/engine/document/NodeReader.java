package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns one composed YAML node into JSON with its places. Each node is read once, however many aliases lead to it; what the
 * aliases would expand it to is counted and bounded, for those who walk or write the result.
 */
final class NodeReader {
    private static final int MOST_NODES = 1_000_000;
    private static final int DEEPEST = Documents.DEEPEST;

    private final SourceText source;
    private final Map<Node, Read> read = new IdentityHashMap<>();
    private final Set<Node> open = new HashSet<>();

    NodeReader(SourceText source) {
        this.source = source;
    }

    /** A node as JSON; {@code size} counts nodes and {@code depth} levels with all aliases expanded. */
    record Read(JsonNode content, Place place, long size, int depth) {}

    Read read(Node node) throws DocumentException {
        if (node instanceof ScalarNode scalar) {
            return new Read(Scalars.read(source, scalar), Place.scalar(position(node)), 1, 1);
        }
        Read known = read.get(node);
        if (known != null) {
            return known;
        }
        if (!open.add(node)) {
            throw failure(node, "An alias refers to a node that contains it", "Remove the circular alias");
        }
        Read fresh = node instanceof SequenceNode sequence ? readSequence(sequence) : readMapping((MappingNode) node);
        if (fresh.size > MOST_NODES) {
            throw failure(
                    node, "Aliases expand the document to more than " + MOST_NODES + " nodes", "Use fewer aliases");
        }
        if (fresh.depth > DEEPEST) {
            throw failure(node, "The document is nested more than " + DEEPEST + " levels deep", "Use fewer levels");
        }
        open.remove(node);
        read.put(node, fresh);
        return fresh;
    }

    private Read readSequence(SequenceNode sequence) throws DocumentException {
        standard(sequence, Tag.SEQ);
        ArrayNode array = Scalars.JSON.arrayNode();
        List<Place> items = new ArrayList<>();
        long size = 1;
        int depth = 0;
        for (Node item : sequence.getValue()) {
            Read one = read(item);
            array.add(one.content);
            items.add(one.place);
            size += one.size;
            depth = Math.max(depth, one.depth);
        }
        return new Read(array, new Place(position(sequence), Map.of(), Map.of(), items), size, depth + 1);
    }

    private Read readMapping(MappingNode mapping) throws DocumentException {
        standard(mapping, Tag.MAP);
        Fields fields = new Fields();
        Node merged = null;
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (Scalars.isMerge(key)) {
                if (merged != null) {
                    throw failure(key, "The key '<<' stands twice", "Merge a list of mappings: <<: [*one, *two]");
                }
                merged = tuple.getValueNode();
                merge(key, merged, fields);
                continue;
            }
            String name = Scalars.key(source, key);
            if (!fields.own.add(name)) {
                throw failure(key, "The key '" + name + "' stands twice", "Keep one of the two");
            }
            fields.put(name, position(key), read(tuple.getValueNode()));
        }
        return new Read(
                fields.object,
                new Place(position(mapping), fields.keys, fields.places, List.of()),
                fields.size,
                fields.depth + 1);
    }

    /**
     * Merges (YAML 1.1 merge type): earlier mappings of a list win over later ones. A key of the mapping itself wins when it
     * stands after the merge; when it stands before, YAML libraries disagree and the gate could judge another image than
     * runs, so that is refused.
     */
    private void merge(Node key, Node merged, Fields fields) throws DocumentException {
        List<Node> sources = merged instanceof SequenceNode several ? several.getValue() : List.of(merged);
        Fields all = new Fields();
        for (Node one : sources) {
            if (!(one instanceof MappingNode)) {
                throw failure(one, "'<<' merges a node that is no mapping", "Merge a mapping or a list of mappings");
            }
            Read fields1 = read(one);
            all.size += fields1.size;
            all.depth = Math.max(all.depth, fields1.depth - 1);
            for (Map.Entry<String, JsonNode> field : fields1.content.properties()) {
                if (!all.object.has(field.getKey())) {
                    all.object.set(field.getKey(), field.getValue());
                    all.places.put(field.getKey(), fields1.place.fields().get(field.getKey()));
                    all.keys.put(field.getKey(), fields1.place.keys().get(field.getKey()));
                }
            }
        }
        for (Map.Entry<String, JsonNode> field : all.object.properties()) {
            if (fields.own.contains(field.getKey())) {
                throw failure(
                        key,
                        "'<<' merges the key '" + field.getKey()
                                + "', which stands above it: YAML tools disagree which wins",
                        "Put '<<' first in its mapping");
            }
            fields.object.set(field.getKey(), field.getValue());
        }
        fields.places.putAll(all.places);
        fields.keys.putAll(all.keys);
        fields.size += all.size;
        fields.depth = Math.max(fields.depth, all.depth);
    }

    private void standard(Node node, Tag expected) throws DocumentException {
        if (!node.getTag().equals(expected)) {
            throw failure(
                    node, "The YAML tag '" + node.getTag().getValue() + "' is not supported", "Leave the tag out");
        }
    }

    private static Position position(Node node) {
        return Documents.position(node.getStartMark());
    }

    private DocumentException failure(Node node, String message, String remedy) {
        return Documents.failure(source, position(node), message, remedy);
    }

    /** A mapping while it is read. */
    private static final class Fields {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        final Map<String, Position> keys = new HashMap<>();
        final Map<String, Place> places = new HashMap<>();
        final Set<String> own = new HashSet<>();
        long size = 1;
        int depth;

        void put(String name, Position key, Read value) {
            object.set(name, value.content);
            keys.put(name, key);
            places.put(name, value.place);
            size += value.size;
            depth = Math.max(depth, value.depth);
        }
    }
}
