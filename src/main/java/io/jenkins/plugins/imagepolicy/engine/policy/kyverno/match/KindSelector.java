package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.match;

import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.util.regex.Pattern;

/** An entry of {@code kinds}, each part a wildcard pattern: {@code Pod}, {@code apps/v1/Deployment}, {@code Pod/status}. */
public record KindSelector(String group, String version, String kind, String subresource) {
    private static final Pattern VERSION = Pattern.compile("v\\d+((alpha|beta)\\d+)?|\\*");
    private static final KindSelector NOTHING = new KindSelector("", "", "", "");

    public static KindSelector parse(String text) {
        String[] parts = text.split("/", -1);
        String last = parts[parts.length - 1];
        int dot = last.indexOf('.');
        if (dot >= 0) {
            String[] more = java.util.Arrays.copyOf(parts, parts.length + 1);
            more[parts.length - 1] = last.substring(0, dot);
            more[parts.length] = last.substring(dot + 1);
            parts = more;
        }
        return switch (parts.length) {
            case 1 -> new KindSelector("*", "*", parts[0], "");
            case 2 -> two(parts);
            case 3 -> three(parts);
            case 4 -> new KindSelector(parts[0], parts[1], parts[2], parts[3]);
            default -> NOTHING;
        };
    }

    private static KindSelector two(String[] parts) {
        if (parts[0].equals("*")) {
            if (parts[1].equals("*")) {
                return new KindSelector("*", "*", "*", "*");
            }
            return isLowerCase(parts[1])
                    ? new KindSelector("*", "*", "*", parts[1])
                    : new KindSelector("*", "*", parts[1], "");
        }
        return VERSION.matcher(parts[0]).matches()
                ? new KindSelector("*", parts[0], parts[1], "")
                : new KindSelector("*", "*", parts[0], parts[1]);
    }

    private static KindSelector three(String[] parts) {
        return VERSION.matcher(parts[0]).matches()
                ? new KindSelector("*", parts[0], parts[1], parts[2])
                : new KindSelector(parts[0], parts[1], parts[2], "");
    }

    private static boolean isLowerCase(String text) {
        return !text.isEmpty() && Character.isLowerCase(text.charAt(0));
    }

    /** @param ephemeral whether {@code Pod} stands for its subresource {@code ephemeralcontainers} too */
    public boolean matches(ResourceKind resource, boolean ephemeral) {
        if (!Wildcard.matches(group, resource.group())
                || !Wildcard.matches(version, resource.version())
                || !Wildcard.matches(kind, resource.kind())) {
            return false;
        }
        if (Wildcard.matches(subresource, resource.subresource())) {
            return true;
        }
        return ephemeral
                && resource.kind().equals("Pod")
                && resource.group().isEmpty()
                && resource.version().equals("v1")
                && resource.subresource().equals("ephemeralcontainers");
    }

    /** The kind and its subresource, and the apiVersion as far as the entry names one. */
    public static String[] apiVersionAndKind(String text) {
        String[] parts = text.split("/", -1);
        String last = parts[parts.length - 1].replace('.', '/');
        return switch (parts.length) {
            case 1 -> new String[] {"", last};
            case 2 ->
                VERSION.matcher(parts[0]).matches() && !parts[1].equals("*")
                        ? new String[] {parts[0], last}
                        : new String[] {"", parts[0] + "/" + last};
            case 3 ->
                VERSION.matcher(parts[0]).matches()
                                && !VERSION.matcher(parts[1]).matches()
                        ? new String[] {parts[0], parts[1] + "/" + last}
                        : new String[] {parts[0] + "/" + parts[1], last};
            case 4 -> new String[] {parts[0] + "/" + parts[1], parts[2] + "/" + last};
            default -> new String[] {"", ""};
        };
    }
}
