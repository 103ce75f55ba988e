package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ArrayValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.BooleanValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.NumberValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.ObjectValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.SetValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.StringValue;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Writes YAML as Go's library does: text that would read as something else stands in double quotes. */
final class YamlWriter {
    private static final Resolver RESOLVER = new Resolver();

    private YamlWriter() {}

    static String write(Value value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setIndent(2);
        StringWriter out = new StringWriter();
        new Yaml(options).serialize(node(value), out);
        return escaped(out.toString());
    }

    /** Go's library escapes what lies beyond the basic plane; such text stands in double quotes. */
    private static String escaped(String yaml) {
        StringBuilder out = new StringBuilder();
        yaml.codePoints().forEach(p -> {
            if (p > 0xFFFF) {
                out.append(String.format("\\U%08X", p));
            } else {
                out.appendCodePoint(p);
            }
        });
        return out.toString();
    }

    private static Node node(Value v) {
        if (v instanceof ObjectValue o) {
            List<NodeTuple> fields = new ArrayList<>();
            for (int i = 0; i < o.size(); i++) {
                Value key = o.keyAt(i);
                String name = key instanceof StringValue s ? s.value() : key.toString();
                fields.add(new NodeTuple(text(Utf8.printable(name)), node(o.valueAt(i))));
            }
            return new MappingNode(Tag.MAP, fields, fields.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (v instanceof ArrayValue || v instanceof SetValue) {
            List<Node> elements = new ArrayList<>();
            Iterable<Value> values = v instanceof ArrayValue a ? a : (SetValue) v;
            values.forEach(each -> elements.add(node(each)));
            return new SequenceNode(Tag.SEQ, elements, elements.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (v instanceof StringValue s) {
            return text(Utf8.printable(s.value()));
        }
        if (v instanceof NumberValue n) {
            boolean whole = n.isWrittenAsInteger() && n.decimal().toBigInteger().bitLength() <= 64;
            if (whole) {
                return plain(n.signum() == 0 ? "0" : n.text());
            }
            return plain(YamlNumbers.text(n.doubleValue(), -4, 6));
        }
        return plain(v instanceof BooleanValue b ? String.valueOf(b.value()) : "null");
    }

    private static Node plain(String text) {
        return new ScalarNode(resolved(text), text, null, null, ScalarStyle.PLAIN);
    }

    private static Tag resolved(String text) {
        return RESOLVER.resolve(NodeId.scalar, text, true);
    }

    private static Node text(String text) {
        boolean beyond = text.codePoints().anyMatch(p -> p > 0xFFFF);
        ScalarStyle style = text.contains("\n") && !beyond
                ? ScalarStyle.LITERAL
                : readsAsText(text) && !beyond ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
        return new ScalarNode(Tag.STR, text, null, null, style);
    }

    private static boolean readsAsText(String text) {
        return resolved(text).equals(Tag.STR)
                && !text.matches("[-+]?0o[0-7]+|(?i:y|n|yes|no|on|off)|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
    }
}
