package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.NearestName;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Checks a resource against its {@link Shape}: unknown fields and wrong types are errors, in the words of Go's decoder. */
final class StrictDecoding {
    private final Document document;
    private final Shape root;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private StrictDecoding(Document document, Shape root) {
        this.document = document;
        this.root = root;
    }

    /** Errors in the document's order; empty when the resource has the shape. */
    static List<Diagnostic> check(Document document, Shape shape) {
        StrictDecoding decoding = new StrictDecoding(document, shape);
        decoding.check(document.content(), shape, JsonPointer.empty(), "");
        return decoding.diagnostics;
    }

    private void check(JsonNode value, Shape shape, JsonPointer here, String path) {
        if (value.isNull()) {
            return;
        }
        if (shape instanceof Shape.Scalar scalar) {
            boolean fits = scalar == Shape.BOOL ? value.isBoolean() : value.isTextual();
            if (!fits) {
                mismatch(value, scalar.goName(), here, path);
            }
        } else if (shape instanceof Shape.ListOf list) {
            if (!value.isArray()) {
                mismatch(value, "list", here, path);
                return;
            }
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), list.items(), here.appendIndex(i), path + "[" + i + "]");
            }
        } else if (shape instanceof Shape.MapOf map) {
            if (!value.isObject()) {
                mismatch(value, "mapping", here, path);
                return;
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                check(entry.getValue(), map.values(), here.appendProperty(entry.getKey()), child(path, entry.getKey()));
            }
        } else if (shape instanceof Shape.Struct struct) {
            struct(value, struct, here, path);
        }
    }

    private void struct(JsonNode value, Shape.Struct struct, JsonPointer here, String path) {
        if (!value.isObject()) {
            mismatch(value, "mapping", here, path);
            return;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String name = entry.getKey();
            Shape field = struct.fields().get(name);
            if (field == null) {
                unknown(name, struct, here.appendProperty(name), child(path, name));
            } else {
                check(entry.getValue(), field, here.appendProperty(name), child(path, name));
            }
        }
    }

    private void unknown(String name, Shape.Struct struct, JsonPointer here, String path) {
        diagnostics.add(document.error(
                ReasonCode.POLICY_INVALID,
                here,
                "unable to unmarshal: json: unknown field \"" + name + "\"",
                Printable.line(path) + " is no field; " + hint(name, struct)));
    }

    private String hint(String name, Shape.Struct struct) {
        Optional<String> nearest = NearestName.of(name, struct.fields().keySet());
        if (nearest.isPresent()) {
            return "did you mean '" + nearest.get() + "'?";
        }
        TreeSet<String> elsewhere = new TreeSet<>();
        findElsewhere(name, root, "", elsewhere);
        if (!elsewhere.isEmpty()) {
            return "'" + name + "' belongs to " + String.join(" or ", elsewhere);
        }
        return "valid here: " + String.join(", ", struct.fields().keySet());
    }

    private static void findElsewhere(String name, Shape shape, String path, TreeSet<String> found) {
        if (shape instanceof Shape.ListOf list) {
            findElsewhere(name, list.items(), path + "[]", found);
        } else if (shape instanceof Shape.Struct struct) {
            if (struct.fields().containsKey(name) && !path.isEmpty() && !path.equals("metadata")) {
                found.add(path);
            }
            struct.fields().forEach((field, s) -> findElsewhere(name, s, child(path, field), found));
        }
    }

    private void mismatch(JsonNode value, String wanted, JsonPointer here, String path) {
        String is =
                switch (value.getNodeType()) {
                    case STRING -> "string";
                    case BOOLEAN -> "bool";
                    case NUMBER -> "number";
                    case ARRAY -> "array";
                    default -> "object";
                };
        String remedy = wanted.equals("string") && value.isValueNode()
                ? "Put the value in quotes: \"" + value.asText() + "\""
                : "Write a " + wanted.replace("string", "text").replace("bool", "boolean: true or false");
        diagnostics.add(document.error(
                ReasonCode.POLICY_INVALID,
                here,
                "unable to unmarshal: json: cannot unmarshal " + is + " into field " + path + " of type " + wanted,
                remedy));
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
