package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml;

import java.util.List;

/** What a document holds, before its scalars have types. */
sealed interface YamlNode {
    /** {@code tag}: the tag as written, short, or null; {@code plain}: neither quoted nor a block. */
    record Scalar(String tag, String value, boolean plain) implements YamlNode {
        boolean isMerge() {
            return value.equals("<<") && (tag == null ? plain : tag.equals("!!merge"));
        }
    }

    record Sequence(List<YamlNode> elements) implements YamlNode {}

    record Mapping(List<Pair> pairs) implements YamlNode {}

    record Alias(YamlNode target) implements YamlNode {}

    record Pair(YamlNode key, YamlNode value) {}
}
