package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelEnvironment;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelFunction;

/** The CEL type of image references, with Docker's defaults: {@code nginx} is {@code index.docker.io/library/nginx}. */
record CelImage(ImageReference reference) {
    private static final CelType TYPE = OpaqueType.create("kyverno.Image");

    static void addTo(CelEnvironment.Builder builder) {
        for (String name : new String[] {"image", "parseImageReference"}) {
            builder.function(
                    CelFunction.global(name, TYPE, a -> parse((String) a[0]), SimpleType.STRING, String.class));
        }
        builder.function(CelFunction.global(
                        "isImage", SimpleType.BOOL, a -> isImage((String) a[0]), SimpleType.STRING, String.class))
                .function(
                        text("registry", image -> image.reference().repository().registry()))
                .function(text(
                        "repository", image -> image.reference().repository().path()))
                .function(text("tag", image -> image.reference().tag().orElse("")))
                .function(text(
                        "digest",
                        image ->
                                image.reference().digest().map(Object::toString).orElse("")))
                .function(text("identifier", image -> image.reference()
                        .digest()
                        .map(Object::toString)
                        .orElseGet(() -> image.reference().tag().orElse(""))))
                .function(CelFunction.member(
                        "containsDigest",
                        SimpleType.BOOL,
                        a -> ((CelImage) a[0]).reference().digest().isPresent(),
                        TYPE,
                        CelImage.class));
    }

    private interface Part {
        String of(CelImage image);
    }

    private static CelFunction text(String name, Part part) {
        return CelFunction.member(name, SimpleType.STRING, a -> part.of((CelImage) a[0]), TYPE, CelImage.class);
    }

    private static CelImage parse(String text) throws CelFunction.Failure {
        try {
            return new CelImage(ImageReference.parse(text));
        } catch (InvalidReferenceException e) {
            throw new CelFunction.Failure(e.getMessage(), e);
        }
    }

    private static boolean isImage(String text) {
        try {
            ImageReference.parse(text);
            return true;
        } catch (InvalidReferenceException e) {
            return false;
        }
    }
}
