package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Names for what lies on disk. */
final class LayoutNames {
    private LayoutNames() {}

    /** {@code localhost/<file name>}, as podman calls images that come from no registry. */
    static RepositoryName ofPath(Path path) {
        Path file = path.toAbsolutePath().normalize().getFileName();
        String name = (file == null ? "layout" : file.toString())
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.tar$", "")
                .replaceAll("[^a-z0-9_.-]", "-")
                .replaceAll("^[.-]+|[.-]+$", "");
        String padded = name.length() < 2 ? "layout-" + name : name;
        return new RepositoryName("localhost", padded.substring(0, Math.min(200, padded.length())));
    }

    /**
     * The reference of an image: the one it was built as, when it says a whole one, else its tag in the layout.
     *
     * @param name an annotation or docker tag; may be empty
     */
    static ImageReference reference(String place, RepositoryName layout, Optional<String> name, Digest digest) {
        Optional<ImageReference> whole = name.filter(LayoutNames::isWhole).flatMap(LayoutNames::parse);
        if (whole.isPresent()) {
            return new ImageReference(
                    place + " (" + name.get() + ")",
                    whole.get().repository(),
                    whole.get().tag(),
                    Optional.of(digest));
        }
        Optional<String> tag = name.filter(text -> text.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}"));
        return new ImageReference(place + tag.map(t -> ":" + t).orElse(""), layout, tag, Optional.of(digest));
    }

    /** Tag that {@code name} ends with; the name itself when it is no more than a tag. */
    static String tag(String name) {
        return isWhole(name) ? parse(name).flatMap(ImageReference::tag).orElse(name) : name;
    }

    private static boolean isWhole(String name) {
        return name.contains("/") || name.contains(":");
    }

    private static Optional<ImageReference> parse(String name) {
        try {
            return Optional.of(ImageReference.parse(name));
        } catch (InvalidReferenceException e) {
            return Optional.empty();
        }
    }
}
