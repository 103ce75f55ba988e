package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.JsonReader;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NullValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as JSON values: no types beyond JSON's, dates stay text, aliases are bounded. */
public final class Yamls {
    private static final int MAX_NODES = 1_000_000;

    private Yamls() {}

    /** Reads a document of the policy itself, its metadata for one; null if it is not valid. */
    public static Value read(String text) {
        try {
            int[] nodes = new int[1];
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(50);
            Node node = new Yaml(options).compose(new StringReader(text));
            return node == null
                    ? NullValue.NULL
                    : value(
                            steps -> {
                                nodes[0] += steps;
                                if (nodes[0] > MAX_NODES) {
                                    throw new YAMLException("too big");
                                }
                            },
                            node,
                            0);
        } catch (BuiltinException | YAMLException | NumberFormatException e) {
            return null;
        }
    }

    static Value read(BuiltinContext c, String text) throws BuiltinException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(50);
        options.setNestingDepthLimit(100);
        options.setCodePointLimit(20_000_000);
        c.tick(text.length() >> 3);
        try {
            // Of several documents Go reads the first.
            Iterator<Node> documents = new Yaml(options)
                    .composeAll(new StringReader(Utf8.printable(text)))
                    .iterator();
            Node node = documents.hasNext() ? documents.next() : null;
            return node == null ? NullValue.NULL : value(c::tick, node, 0);
        } catch (YAMLException | NumberFormatException e) {
            throw BuiltinException.of("invalid YAML");
        }
    }

    private static Value value(LongConsumer c, Node node, int depth) throws BuiltinException {
        c.accept(1);
        if (depth > JsonReader.MAX_DEPTH) {
            throw BuiltinException.of("YAML nests too deeply");
        }
        if (node instanceof SequenceNode sequence) {
            List<Value> list = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                list.add(value(c, element, depth + 1));
            }
            return ArrayValue.of(list);
        }
        if (node instanceof MappingNode mapping) {
            ObjectValue.Builder out = new ObjectValue.Builder();
            for (NodeTuple tuple : mapping.getValue()) {
                entry(c, tuple, out, depth);
            }
            return out.build();
        }
        return scalar((ScalarNode) node);
    }

    private static void entry(LongConsumer c, NodeTuple tuple, ObjectValue.Builder out, int depth)
            throws BuiltinException {
        Value v = value(c, tuple.getValueNode(), depth + 1);
        if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
            List<Value> sources = new ArrayList<>();
            if (v instanceof ArrayValue list) {
                list.forEach(sources::add);
            } else {
                sources.add(v);
            }
            for (Value source : sources) {
                if (!(source instanceof ObjectValue o)) {
                    throw BuiltinException.of("map merge requires map or sequence of maps as the value");
                }
                for (int i = 0; i < o.size(); i++) {
                    if (out.get(o.keyAt(i)) == null) {
                        out.put(o.keyAt(i), o.valueAt(i));
                    }
                }
            }
            return;
        }
        Value key = value(c, tuple.getKeyNode(), depth + 1);
        if (key instanceof ArrayValue || key instanceof ObjectValue) {
            throw BuiltinException.of("unsupported map key");
        }
        out.put(key instanceof StringValue s ? s : StringValue.of(key.toString()), v);
    }

    private static Value scalar(ScalarNode node) throws BuiltinException {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return NullValue.NULL;
        }
        if (tag.equals(Tag.BOOL)) {
            return BooleanValue.of(List.of("true", "yes", "on", "y").contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.INT)) {
            return integer(text.replace("_", ""));
        }
        if (tag.equals(Tag.FLOAT)) {
            return YamlNumbers.floating(text.replace("_", ""));
        }
        if (tag.equals(Tag.BINARY)) {
            return binary(text);
        }
        boolean plain = node.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN && tag.equals(Tag.STR);
        if (plain && text.matches("[yYnN]")) {
            return BooleanValue.of(text.equalsIgnoreCase("y"));
        }
        return plain && text.matches("[-+]?0o[0-7]+") ? integer(text) : StringValue.of(text);
    }

    private static Value binary(String text) throws BuiltinException {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return StringValue.of(Utf8.decode(bytes));
        } catch (IllegalArgumentException e) {
            throw BuiltinException.of("!!binary value contains invalid base64 data");
        }
    }

    private static Value integer(String s) throws BuiltinException {
        boolean negative = s.startsWith("-");
        String digits = negative || s.startsWith("+") ? s.substring(1) : s;
        BigInteger i;
        if (digits.contains(":")) {
            return StringValue.of(s);
        } else if (digits.startsWith("0x")) {
            i = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            i = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0o")) {
            i = new BigInteger(digits.substring(2), 8);
        } else {
            i = digits.length() > 1 && digits.startsWith("0") ? new BigInteger(digits, 8) : new BigInteger(digits);
        }
        BigInteger value = negative ? i.negate() : i;
        return value.bitLength() > (negative ? 63 : 64)
                ? YamlNumbers.floating(value.toString())
                : NumberValue.of(value);
    }
}
