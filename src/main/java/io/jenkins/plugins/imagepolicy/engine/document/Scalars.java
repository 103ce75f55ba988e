package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML 1.1 scalars as the JSON that sigs.k8s.io/yaml makes of them. */
final class Scalars {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final int LONGEST_NUMBER = 1_000;

    private Scalars() {}

    static JsonNode read(SourceText source, ScalarNode scalar) throws DocumentException {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(isTrue(text));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(source, scalar);
        }
        if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP) || tag.equals(Tag.BINARY) || tag.equals(Tag.MERGE)) {
            return JSON.textNode(text);
        }
        throw Documents.failure(
                source,
                Documents.position(scalar.getStartMark()),
                "The YAML tag '" + tag.getValue() + "' is not supported",
                "Write a plain scalar");
    }

    /** Keys are text in JSON: {@code 1: x} has the key "1", {@code true: x} the key "true". */
    static String key(SourceText source, ScalarNode scalar) throws DocumentException {
        JsonNode key = read(source, scalar);
        return key.isTextual() ? key.textValue() : key.isNull() ? "null" : key.asText();
    }

    private static boolean isTrue(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            default -> false;
        };
    }

    private static JsonNode number(SourceText source, ScalarNode scalar) throws DocumentException {
        String text = scalar.getValue().replace("_", "");
        if (text.length() > LONGEST_NUMBER) {
            throw notANumber(source, scalar);
        }
        try {
            return scalar.getTag().equals(Tag.INT) ? integer(text) : decimal(text);
        } catch (NumberFormatException e) {
            throw notANumber(source, scalar);
        }
    }

    private static JsonNode integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (digits.contains(":")) {
            return JSON.textNode(text); // sexagesimal numbers are text to Kubernetes
        }
        BigInteger value;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0o")) {
            value = new BigInteger(digits.substring(2), 8);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            value = new BigInteger(digits.substring(1), 8);
        } else {
            value = new BigInteger(digits);
        }
        value = negative ? value.negate() : value;
        return value.bitLength() < 64 ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }

    private static JsonNode decimal(String text) {
        if (text.contains(":")) {
            return JSON.textNode(text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".inf") || lower.endsWith(".nan")) {
            throw new NumberFormatException(text);
        }
        return DecimalNode.valueOf(new BigDecimal(text));
    }

    private static DocumentException notANumber(SourceText source, ScalarNode scalar) {
        return Documents.failure(
                source,
                Documents.position(scalar.getStartMark()),
                "'" + scalar.getValue() + "' is a number that JSON cannot hold",
                "Write a finite number, or put the text in quotes");
    }
}
