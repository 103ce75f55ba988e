package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML texts as data. */
public final class YamlReader {
    private static final int MAX_NODES = 100_000;

    private int nodes;

    private YamlReader() {}

    /** The documents of a text, at least one. */
    public static List<Data> read(String text) throws YamlError {
        List<YamlNode> documents = YamlDocuments.read(text);
        if (documents.isEmpty()) {
            throw CueFault.unsupported(-1, "a YAML text without a document");
        }
        YamlReader reader = new YamlReader();
        List<Data> values = new ArrayList<>(documents.size());
        for (YamlNode document : documents) {
            values.add(reader.value(document));
        }
        return values;
    }

    private Data value(YamlNode node) throws YamlError {
        if (++nodes > MAX_NODES) {
            throw CueFault.limit(-1, "a YAML text has more than " + MAX_NODES + " values");
        }
        if (node instanceof YamlNode.Alias alias) {
            return value(alias.target());
        }
        if (node instanceof YamlNode.Scalar scalar) {
            return YamlScalars.value(scalar);
        }
        if (node instanceof YamlNode.Sequence sequence) {
            List<Data> elements = new ArrayList<>();
            for (YamlNode element : sequence.elements()) {
                elements.add(value(element));
            }
            return new Data.ListData(elements);
        }
        Map<String, Data> fields = new LinkedHashMap<>();
        insert((YamlNode.Mapping) node, fields, false);
        return new Data.StructData(fields);
    }

    /** Once a merge was seen, a later field replaces an earlier one of its name; otherwise CUE unifies the two. */
    private void insert(YamlNode.Mapping mapping, Map<String, Data> fields, boolean merged) throws YamlError {
        boolean replaces = merged;
        for (YamlNode.Pair pair : mapping.pairs()) {
            if (pair.key() instanceof YamlNode.Scalar key && key.isMerge()) {
                replaces = true;
                merge(pair.value(), fields);
                continue;
            }
            String label = label(pair.key());
            Data value = value(pair.value());
            Data known = replaces ? null : fields.get(label);
            fields.put(label, known == null ? value : both(label, known, value));
        }
    }

    /** A key given twice: CUE unifies the values. */
    private static Data both(String label, Data known, Data value) throws YamlError {
        if (known.equals(value)) {
            return known;
        }
        if (known instanceof Data.StructData a && value instanceof Data.StructData b) {
            Map<String, Data> fields = new LinkedHashMap<>(a.fields());
            for (Map.Entry<String, Data> field : b.fields().entrySet()) {
                Data before = fields.get(field.getKey());
                Data after = field.getValue();
                fields.put(field.getKey(), before == null ? after : both(field.getKey(), before, after));
            }
            return new Data.StructData(fields);
        }
        if (known.kind() == value.kind() && !(known instanceof Data.StringData)) {
            throw CueFault.unsupported(-1, "a YAML text with a key given twice");
        }
        throw new YamlError("conflicting values for " + label);
    }

    private void merge(YamlNode node, Map<String, Data> fields) throws YamlError {
        if (node instanceof YamlNode.Mapping mapping) {
            insert(mapping, fields, true);
        } else if (node instanceof YamlNode.Alias alias && alias.target() instanceof YamlNode.Mapping mapping) {
            insert(mapping, fields, true);
        } else if (node instanceof YamlNode.Sequence sequence) {
            for (int i = sequence.elements().size() - 1; i >= 0; i--) {
                merge(sequence.elements().get(i), fields);
            }
        } else if (node instanceof YamlNode.Alias) {
            throw CueFault.unsupported(-1, "a merge of something else than a mapping in a YAML text");
        } else {
            throw new YamlError("map merge requires map or sequence of maps as the value");
        }
    }

    private String label(YamlNode key) throws YamlError {
        YamlNode target = key instanceof YamlNode.Alias alias ? alias.target() : key;
        if (target instanceof YamlNode.Scalar scalar) {
            return YamlScalars.label(scalar);
        }
        throw new YamlError("invalid map key");
    }
}
