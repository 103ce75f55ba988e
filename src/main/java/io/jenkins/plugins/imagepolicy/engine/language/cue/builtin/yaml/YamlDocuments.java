package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** The documents of a text, aliases resolved to what they name. */
final class YamlDocuments {
    private static final String PREFIX = "tag:yaml.org,2002:";
    private static final int MAX_DEPTH = 200;

    /** SnakeYAML takes more characters in the name of an anchor. */
    private static final Pattern ANCHOR = Pattern.compile("[0-9A-Za-z_-]+");

    private final Parser events;
    private final Map<String, YamlNode> anchors = new HashMap<>();

    private YamlDocuments(String text) {
        events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    static List<YamlNode> read(String text) throws YamlError {
        if (text.startsWith("%") || text.contains("\n%") || text.contains("\ufeff")) {
            throw CueFault.unsupported(-1, "a YAML text with a directive or a byte order mark");
        }
        try {
            return new YamlDocuments(text).documents();
        } catch (YAMLException e) {
            // SnakeYAML has bounds and refusals that CUE's reader lacks, and a policy may ask whether reading failed.
            String why = e.getMessage() == null
                    ? "invalid"
                    : e.getMessage().lines().findFirst().orElse("invalid");
            throw CueFault.unsupported(-1, "a YAML text that cannot be read here (" + why + ")");
        }
    }

    private List<YamlNode> documents() throws YamlError {
        List<YamlNode> documents = new ArrayList<>();
        events.getEvent();
        while (events.checkEvent(Event.ID.DocumentStart)) {
            events.getEvent();
            anchors.clear();
            documents.add(node(0));
            events.getEvent();
        }
        return documents;
    }

    private YamlNode node(int depth) throws YamlError {
        if (depth > MAX_DEPTH) {
            throw CueFault.limit(-1, "a YAML text nests too deep");
        }
        NodeEvent event = (NodeEvent) events.getEvent();
        if (event instanceof AliasEvent alias) {
            return alias(alias.getAnchor());
        }
        String anchor = event.getAnchor();
        if (anchor != null) {
            if (!ANCHOR.matcher(anchor).matches()) {
                throw new YamlError("did not find expected alphabetic or numeric character");
            }
            // Known but empty while its own value is read.
            anchors.put(anchor, null);
        }
        YamlNode node = event instanceof ScalarEvent scalar ? scalar(scalar) : collection(event, depth);
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        return node;
    }

    private YamlNode alias(String anchor) throws YamlError {
        if (!anchors.containsKey(anchor)) {
            throw new YamlError("unknown anchor '" + anchor + "' referenced");
        }
        YamlNode target = anchors.get(anchor);
        if (target == null) {
            throw new YamlError("anchor \"" + anchor + "\" value contains itself");
        }
        return new YamlNode.Alias(target);
    }

    private static YamlNode scalar(ScalarEvent event) {
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        return new YamlNode.Scalar(tag(event.getTag()), event.getValue(), plain);
    }

    private static String tag(String tag) {
        if (tag == null || tag.equals("!")) {
            return null;
        }
        return tag.startsWith(PREFIX) ? "!!" + tag.substring(PREFIX.length()) : tag;
    }

    private YamlNode collection(NodeEvent event, int depth) throws YamlError {
        if (event instanceof SequenceStartEvent) {
            List<YamlNode> elements = new ArrayList<>();
            while (!events.checkEvent(Event.ID.SequenceEnd)) {
                elements.add(node(depth + 1));
            }
            events.getEvent();
            return new YamlNode.Sequence(elements);
        }
        if (!(event instanceof MappingStartEvent)) {
            throw new YamlError("unknown yaml node");
        }
        List<YamlNode.Pair> pairs = new ArrayList<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            YamlNode key = node(depth + 1);
            pairs.add(new YamlNode.Pair(key, node(depth + 1)));
        }
        events.getEvent();
        return new YamlNode.Mapping(pairs);
    }
}
