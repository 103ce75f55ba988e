package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin.yaml;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Data as one YAML document, in blocks indented by two spaces. */
public final class YamlWriter {
    private static final int MAX_KEY = 128;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    public static String write(Data data) {
        YamlWriter writer = new YamlWriter();
        if (isBlock(data)) {
            writer.block(data, 0);
        } else {
            writer.scalar(data, 2);
        }
        return writer.out.toString();
    }

    private static boolean isBlock(Data data) {
        return (data instanceof Data.StructData struct && !struct.fields().isEmpty())
                || (data instanceof Data.ListData list && !list.elements().isEmpty());
    }

    private void indent(int columns) {
        out.append(" ".repeat(columns));
    }

    /** The first line stands where the text is now; the others are indented by so many columns. */
    private void block(Data data, int indent) {
        if (data instanceof Data.ListData list) {
            sequence(list.elements(), indent);
        } else {
            mapping(((Data.StructData) data).fields(), indent);
        }
    }

    private void sequence(List<Data> elements, int indent) {
        boolean first = true;
        for (Data element : elements) {
            if (!first) {
                indent(indent);
            }
            first = false;
            out.append('-').append(' ');
            if (isBlock(element)) {
                block(element, indent + 2);
            } else {
                scalar(element, indent + 2);
            }
        }
    }

    private void mapping(Map<String, Data> fields, int indent) {
        boolean first = true;
        for (Map.Entry<String, Data> field : fields.entrySet()) {
            if (!first) {
                indent(indent);
            }
            first = false;
            key(field.getKey());
            out.append(':');
            Data value = field.getValue();
            if (isBlock(value)) {
                out.append('\n');
                indent(indent + 2);
                block(value, indent + 2);
            } else {
                out.append(' ');
                scalar(value, indent + 2);
            }
        }
    }

    private void key(String name) {
        if (name.contains("\n") || name.getBytes(StandardCharsets.UTF_8).length > MAX_KEY) {
            throw CueFault.unsupported(-1, "a YAML key that is long or has several lines");
        }
        YamlText.write(name, out);
    }

    private void scalar(Data data, int indent) {
        if (data instanceof Data.StringData string) {
            String text = string.value();
            if (text.contains("\n") && YamlText.mayBeBlock(text)) {
                literal(text, indent);
                return;
            }
            YamlText.write(text, out);
        } else if (data instanceof Data.BytesData bytes) {
            out.append("!!binary ").append(binary(bytes.value()));
        } else if (data instanceof Data.NumberData number) {
            if (number.respelled()) {
                throw CueFault.unsupported(-1, "a number in its own spelling in a YAML text");
            }
            out.append(Numbers.toText(number));
        } else if (data instanceof Data.BoolData bool) {
            out.append(bool.value());
        } else {
            out.append(data instanceof Data.NullData ? "null" : data instanceof Data.ListData ? "[]" : "{}");
        }
        out.append('\n');
    }

    private static String binary(byte[] bytes) {
        boolean lines = false;
        for (byte each : bytes) {
            lines = lines || each == '\n';
        }
        if (lines || bytes.length == 0 || !isUtf8(bytes)) {
            throw CueFault.unsupported(-1, "these bytes in a YAML text");
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Lines as they are. The header tells the indentation where it is not plain, and what becomes of the last line breaks. */
    private void literal(String text, int indent) {
        char first = text.charAt(0);
        boolean ends = text.endsWith("\n");
        boolean keeps = text.equals("\n") || text.endsWith("\n\n");
        out.append('|').append(first == ' ' || first == '\n' ? "2" : "").append(keeps ? "+" : ends ? "" : "-");
        // The library takes a line break at the start for the end of the header.
        boolean atStart = true;
        if (first != '\n') {
            out.append('\n');
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && atStart) {
                indent(indent);
            }
            out.append(c);
            atStart = c == '\n';
        }
        if (!ends) {
            out.append('\n');
        }
    }
}
