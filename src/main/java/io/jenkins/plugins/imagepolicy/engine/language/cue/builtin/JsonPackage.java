package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Package encoding/json; validation against a schema is the evaluator's. */
public final class JsonPackage {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonFactory LENIENT = new JsonFactory();

    private JsonPackage() {}

    static void register(Registry registry) {
        registry.predicate("Valid", "y", a -> Data.of(isValid(a)));
        registry.function("Marshal", "_", a -> Results.text(marshal(a.get(0))));
        registry.function("MarshalStream", "l", a -> {
            if (!(a.get(0) instanceof Data.ListData list)) {
                throw new CallError("cannot use value as list");
            }
            StringBuilder out = new StringBuilder();
            list.elements().forEach(element -> out.append(marshal(element)).append('\n'));
            return Results.text(out.toString());
        });
        registry.function("Unmarshal", "y", a -> parse(text(a)));
        registry.function("UnmarshalStream", "y", a -> new Data.ListData(parseAll(text(a))));
        registry.function("Compact", "y", a -> Results.text(JsonLayout.compact(requireValid(text(a)))));
        registry.function(
                "Indent", "yss", a -> Results.text(JsonLayout.indent(requireValid(text(a)), a.string(1), a.string(2))));
        registry.function("HTMLEscape", "y", a -> Results.text(JsonLayout.escapeHtml(text(a))));
        registry.schema("Validate", "y_");
    }

    private static String text(Arguments arguments) {
        return EncodingPackages.utf8(arguments.bytes(0));
    }

    private static boolean isValid(Arguments arguments) {
        try {
            requireValid(text(arguments));
            return true;
        } catch (CallError e) {
            return false;
        }
    }

    /** The text, if it is one JSON value; a key may be given twice. */
    private static String requireValid(String text) {
        try (JsonParser parser = LENIENT.createParser(text)) {
            if (parser.nextToken() == null) {
                throw invalid();
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw invalid();
            }
            return text;
        } catch (StreamConstraintsException e) {
            throw tooLarge();
        } catch (IOException e) {
            throw invalid();
        }
    }

    private static CallError invalid() {
        return new CallError("json: invalid JSON");
    }

    private static CueFault tooLarge() {
        return CueFault.limit(-1, "a JSON text is too large or nests too deep");
    }

    /** Reads JSON or throws {@link CallError}; a key given twice ends the evaluation, since CUE would unify both values. */
    public static Data parse(String text) {
        List<Data> values = parseAll(text);
        if (values.size() != 1) {
            throw invalid();
        }
        return values.get(0);
    }

    private static List<Data> parseAll(String text) {
        List<Data> values = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                values.add(value(parser));
            }
            return values;
        } catch (StreamConstraintsException e) {
            throw tooLarge();
        } catch (IOException | NumberFormatException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("Duplicate field")) {
                throw CueFault.unsupported(-1, "a JSON text with a key given twice");
            }
            throw invalid();
        }
    }

    private static Data value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT: {
                Map<String, Data> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                return new Data.StructData(fields);
            }
            case START_ARRAY: {
                List<Data> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                return new Data.ListData(elements);
            }
            case VALUE_STRING:
                return new Data.StringData(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
                return Numbers.parseJson(parser.getText());
            case VALUE_TRUE:
                return Data.TRUE;
            case VALUE_FALSE:
                return Data.FALSE;
            default:
                return Data.NULL;
        }
    }

    /** One line of JSON, as Go and CUE write it. */
    static String marshal(Data data) {
        StringBuilder out = new StringBuilder();
        write(data, out);
        return out.toString();
    }

    private static void write(Data data, StringBuilder out) {
        if (data instanceof Data.StructData struct) {
            out.append('{');
            String separator = "";
            for (Map.Entry<String, Data> field : struct.fields().entrySet()) {
                out.append(separator);
                quote(field.getKey(), out);
                out.append(':');
                write(field.getValue(), out);
                separator = ",";
            }
            out.append('}');
        } else if (data instanceof Data.ListData list) {
            out.append('[');
            String separator = "";
            for (Data element : list.elements()) {
                out.append(separator);
                write(element, out);
                separator = ",";
            }
            out.append(']');
        } else if (data instanceof Data.StringData string) {
            quote(string.value(), out);
        } else if (data instanceof Data.BytesData bytes) {
            out.append('"')
                    .append(Base64.getEncoder().encodeToString(bytes.value()))
                    .append('"');
        } else if (data instanceof Data.NumberData number) {
            out.append(Numbers.toText(number));
        } else {
            out.append(data instanceof Data.BoolData bool ? String.valueOf(bool.value()) : "null");
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c == 0x2028 || c == 0x2029) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
