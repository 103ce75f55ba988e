package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.format.BundleReader;
import io.jenkins.plugins.imagepolicy.engine.signature.format.Statement;
import java.time.Instant;

/** Verifies bundles over artefacts that are no images, with the parts that verify them over images. */
final class Bundles {
    private Bundles() {}

    static Judge.Accepted verify(byte[] bundle, byte[] artifact, Demand demand)
            throws UnverifiedException, RegistryException {
        Artefact artefact = BundleReader.read("bundle", bundle);
        if (artefact.content() instanceof Content.Envelope envelope) {
            Claims.requireSubject(Statement.read(envelope.payload()), Digest.of(artifact));
        }
        return new Judge(demand, Instant.now()).judge(artefact, SignedBytes.of(artefact, () -> artifact));
    }
}
