package io.jenkins.plugins.imagepolicy.jenkins.report;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remedies in the terms of the step. The engine writes them for the command line too: where one names an option of that,
 * the step's parameter stands here instead. Options of other programs, such as cosign's, stay. In English, as they are.
 */
final class Remedies {
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("--policy", "policies"),
            Map.entry("--image", "images"),
            Map.entry("--images", "imageFiles"),
            Map.entry("--manifest", "manifests"),
            Map.entry("--layout", "layouts"),
            Map.entry("--namespace", "namespace"),
            Map.entry("--registry-config", "registries"),
            Map.entry("--insecure-registry", "registries: insecure"),
            Map.entry("--ca-cert", "caCertificates"),
            Map.entry("--trust-root", "trustRoot"),
            Map.entry("--secret", "secrets"),
            Map.entry("--waivers", "waivers"),
            Map.entry("--no-match", "noMatch"),
            Map.entry("--timeout", "timeoutSeconds"),
            Map.entry("--offline", "offline"));
    /** {@code (secrets, --secret NAME=FILE)}: the parameter, then the option. */
    private static final Pattern BOTH = Pattern.compile("\\(([A-Za-z]+), --[a-z-]+(?: [^(),;]*)?\\)");

    private static final Pattern EXPLAIN = Pattern.compile("--explain\\b(?!-)");
    private static final Pattern OPTION = Pattern.compile("(\\()?(--[a-z]+(?:-[a-z]+)*)");

    private Remedies() {}

    static String inJenkins(String remedy) {
        String text = BOTH.matcher(remedy).replaceAll("($1)");
        text = EXPLAIN.matcher(text).replaceAll("the image's page");
        return OPTION.matcher(text).replaceAll(option -> Matcher.quoteReplacement(parameter(option)));
    }

    private static String parameter(MatchResult option) {
        String name = PARAMETERS.get(option.group(2));
        if (name == null) {
            return option.group();
        }
        return option.group(1) == null ? "the parameter " + name : "(" + name;
    }
}
