package io.jenkins.plugins.imagepolicy.engine.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image as somebody names it.
 *
 * @param written the text as given, for people
 * @param tag {@code latest} when neither a tag nor a digest is written; empty when only a digest is
 * @param digest the digest when one is written; it wins over the tag
 */
public record ImageReference(String written, RepositoryName repository, Optional<String> tag, Optional<Digest> digest) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /** Reads {@code [registry/]path[:tag][@sha256:hex]}. */
    public static ImageReference parse(String text) throws InvalidReferenceException {
        if (text.isBlank()) {
            throw new InvalidReferenceException(
                    "An image reference is empty; write for example registry.example/app:1.0");
        }
        if (text.contains("://")) {
            throw new InvalidReferenceException(
                    "'" + text + "' has a scheme; write the image without http:// or https://");
        }
        String name = text;
        Optional<Digest> digest = Optional.empty();
        int at = text.indexOf('@');
        if (at >= 0) {
            digest = Digest.parse(text.substring(at + 1));
            name = text.substring(0, at);
            if (digest.isEmpty()) {
                throw new InvalidReferenceException("'" + text.substring(at + 1)
                        + "' is no digest; write sha256: and 64 lower-case hexadecimal digits");
            }
        }
        Optional<String> tag = Optional.empty();
        int colon = name.lastIndexOf(':');
        if (colon > name.lastIndexOf('/')) {
            tag = Optional.of(name.substring(colon + 1));
            name = name.substring(0, colon);
            if (!TAG.matcher(tag.get()).matches()) {
                throw new InvalidReferenceException(
                        "'" + tag.get()
                                + "' is no tag; a tag has up to 128 letters, digits, '_', '.' and '-', and begins with none of '.' and '-'");
            }
        }
        if (tag.isEmpty() && digest.isEmpty()) {
            tag = Optional.of("latest");
        }
        return new ImageReference(text, RepositoryName.parse(name), tag, digest);
    }

    /** The canonical digest form that policies match: {@code registry/path@sha256:hex}. */
    public String withDigest(Digest resolved) {
        return repository + "@" + resolved;
    }

    /** {@code registry/path:tag}, {@code registry/path@digest} or both, with all defaults explicit. */
    public String canonical() {
        return repository
                + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }

    @Override
    public String toString() {
        return written;
    }
}
