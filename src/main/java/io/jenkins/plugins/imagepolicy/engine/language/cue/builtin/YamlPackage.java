package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml.YamlError;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml.YamlReader;
import io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml.YamlWriter;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.util.List;

/** Package encoding/yaml; validation against a schema is the evaluator's. */
public final class YamlPackage {
    private YamlPackage() {}

    static void register(Registry registry) {
        registry.function("Marshal", "_", a -> Results.text(YamlWriter.write(a.get(0))));
        registry.function("MarshalStream", "l", a -> {
            if (!(a.get(0) instanceof Data.ListData list)) {
                throw new CallError("cannot use value as list");
            }
            return Results.text(String.join(
                    "---\n", list.elements().stream().map(YamlWriter::write).toList()));
        });
        registry.function("Unmarshal", "y", a -> {
            List<Data> documents = parse(a.bytes(0));
            if (documents.size() != 1) {
                throw new CallError("expected a single YAML document");
            }
            return documents.get(0);
        });
        registry.function("UnmarshalStream", "y", a -> new Data.ListData(parse(a.bytes(0))));
        registry.schema("Validate", "y_");
        registry.schema("ValidatePartial", "y_");
    }

    /** The documents of a text, or {@link CallError}. */
    public static List<Data> parse(byte[] text) {
        try {
            return YamlReader.read(EncodingPackages.utf8(text));
        } catch (YamlError e) {
            throw new CallError(e.getMessage());
        }
    }
}
