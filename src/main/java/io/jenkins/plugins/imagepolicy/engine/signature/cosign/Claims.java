package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.format.Statement;
import java.util.Optional;

/** Whether what was signed is about the image. */
final class Claims {
    private Claims() {}

    static Statement.Subject requireSubject(Statement statement, Digest image) throws UnverifiedException {
        return statement.subject(image).orElseThrow(() -> ofOther("subject"));
    }

    static UnverifiedException ofOther(String what) {
        return new UnverifiedException(ReasonCode.BAD_SIGNATURE, "it was made for another " + what);
    }

    /** The image's manifest or index, as signed. */
    static byte[] manifest(Search search) throws RegistryException {
        for (Repository repository : search.repositories()) {
            Optional<Manifest> manifest = repository.manifest(search.image());
            if (manifest.isPresent()) {
                return manifest.get().bytes();
            }
        }
        throw new RegistryException(
                ReasonCode.CONTENT_INVALID,
                "The manifest " + search.image() + " is in none of the repositories searched",
                "Store signatures of this kind in the repository of the image");
    }
}
