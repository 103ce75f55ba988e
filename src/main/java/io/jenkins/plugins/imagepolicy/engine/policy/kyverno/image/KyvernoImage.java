package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.language.Wildcard;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image reference as Kyverno reads it: {@code docker.io} where no registry is written, but never {@code library/}; with a
 * digest the tag does not count for matching.
 *
 * @param registry empty only when none is written and defaults are off
 * @param path the whole repository path
 * @param tag empty when only a digest is written
 * @param digest {@code algorithm:hex} or empty
 */
public record KyvernoImage(String registry, String path, String tag, String digest) {
    public static final String DEFAULT_REGISTRY = "docker.io";
    private static final int LONGEST_NAME = 255;
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String HOST =
            "(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*"
                    + "|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final Pattern REFERENCE =
            Pattern.compile("((?:" + HOST + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*)"
                    + "(?::([\\w][\\w.-]{0,127}))?"
                    + "(?:@([A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?");
    private static final Pattern DOMAIN = Pattern.compile("(" + HOST + ")/(.+)");

    public static KyvernoImage parse(String text) throws InvalidReferenceException {
        return parse(text, DEFAULT_REGISTRY, true);
    }

    /** @param defaults whether {@code defaultRegistry} is put in where no registry is written */
    public static KyvernoImage parse(String text, String defaultRegistry, boolean defaults)
            throws InvalidReferenceException {
        String full = defaults ? withRegistry(text, defaultRegistry) : text;
        Matcher parts = REFERENCE.matcher(full);
        if (full.length() > 4 * LONGEST_NAME
                || !parts.matches()
                || parts.group(1).length() > LONGEST_NAME) {
            throw new InvalidReferenceException("bad image: " + full + ", defaultRegistry: " + defaultRegistry
                    + "; write registry/path:tag or registry/path@sha256:digest");
        }
        String digest = parts.group(3) == null ? "" : parts.group(3);
        String tag = parts.group(2) == null ? "" : parts.group(2);
        if (tag.isEmpty() && digest.isEmpty()) {
            tag = "latest";
        }
        String name = parts.group(1);
        if (!defaults && !isRegistry(firstComponent(name))) {
            return new KyvernoImage("", name, tag, digest);
        }
        Matcher domain = DOMAIN.matcher(name);
        if (!domain.matches()) {
            return new KyvernoImage("", name, tag, digest);
        }
        return new KyvernoImage(domain.group(1), domain.group(2), tag, digest);
    }

    /** Puts {@code registry} in front where the text names none. */
    public static String withRegistry(String text, String registry) {
        return isRegistry(firstComponent(text)) ? text : registry + "/" + text;
    }

    private static String firstComponent(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? "" : text.substring(0, slash);
    }

    private static boolean isRegistry(String first) {
        return first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || first.chars().anyMatch(Character::isUpperCase);
    }

    /** The last segment of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String repository() {
        return registry.isEmpty() ? path : registry + "/" + path;
    }

    /** What {@code imageReferences} match: with a digest {@code registry/path@digest}, else {@code registry/path:tag}. */
    public String reference() {
        return digest.isEmpty() ? repository() + ":" + tag : repository() + "@" + digest;
    }

    public String referenceWithTag() {
        return repository() + ":" + tag;
    }

    /** The reference that a digest mutation would write: the tag stays. */
    public String pinned(String resolved) {
        return tag.isEmpty() ? repository() + "@" + resolved : repository() + ":" + tag + "@" + resolved;
    }

    /** Whether one of the wildcard patterns fits {@link #reference}; patterns are taken as written. */
    public boolean matches(List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, reference()));
    }

    /** The image as policies see it in the variable {@code images}; empty parts are left out. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!registry.isEmpty()) {
            json.put("registry", registry);
        }
        json.put("name", name());
        json.put("path", path);
        if (!tag.isEmpty()) {
            json.put("tag", tag);
        }
        if (!digest.isEmpty()) {
            json.put("digest", digest);
        }
        json.put("reference", reference());
        json.put("referenceWithTag", referenceWithTag());
        return json;
    }
}
