package io.jenkins.plugins.imagepolicy.engine.language.rego.builtin;

import java.net.URI;
import java.net.URISyntaxException;

/** The formats that JSON schemas name; an unknown one is not checked. */
final class SchemaFormats {
    private SchemaFormats() {}

    static boolean matches(BuiltinContext c, String format, String text) {
        return switch (format) {
            case "date" -> parses("2006-01-02", text);
            case "time" -> parses("15:04:05", text) || parses("15:04:05Z07:00", text);
            case "date-time" -> parses(GoLayout.RFC3339, text);
            case "email" -> text.matches("[^@\\s]+@[^@\\s]+");
            case "ipv4" -> !text.contains(":") && Cidr.parseAddress(text) != null;
            case "ipv6" -> text.contains(":") && Cidr.parseAddress(text) != null;
            case "hostname" ->
                text.length() <= 253
                        && text.matches(
                                "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
            case "uri" -> isUri(text, true);
            case "uri-reference" -> isUri(text, false);
            case "uuid" -> text.matches("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
            case "regex" -> isPattern(c, text);
            default -> true;
        };
    }

    private static boolean parses(String layout, String text) {
        try {
            GoTimeReader.parse(layout, text);
            return true;
        } catch (BuiltinException e) {
            return false;
        }
    }

    private static boolean isUri(String text, boolean absolute) {
        try {
            return !absolute || new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isPattern(BuiltinContext c, String text) {
        try {
            RegularExpressions.compile(c, text);
            return true;
        } catch (BuiltinException e) {
            return false;
        }
    }
}
