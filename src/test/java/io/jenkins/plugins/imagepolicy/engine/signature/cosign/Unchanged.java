package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Content;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.KeyMaterial;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.LogEntry;
import io.jenkins.plugins.imagepolicy.engine.signature.format.Statement;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Judges changed artefacts; one that is accepted must have every byte that somebody signed as it was. */
final class Unchanged {
    private final Demand demand;
    private final Digest image;
    private final byte[] manifest;
    private final Instant now;

    /** @param times that are signed in it */
    record Original(Artefact artefact, List<Instant> times) {}

    Unchanged(Demand demand, Digest image, byte[] manifest, Instant now) {
        this.demand = demand;
        this.image = image;
        this.manifest = manifest;
        this.now = now;
    }

    Original original(Artefact artefact) throws Exception {
        return new Original(artefact, judge(artefact).times());
    }

    boolean accepts(Artefact artefact, Original original) throws Exception {
        if (artefact.content() instanceof Content.Envelope envelope) {
            Claims.requireSubject(Statement.read(envelope.payload()), image);
        }
        Judge.Accepted accepted = judge(artefact);
        assertThat(accepted.times()).isNotEmpty().isSubsetOf(original.times());
        assertThat(signed(artefact)).isEqualTo(signed(original.artefact()));
        assertThat(leaf(artefact)).isEqualTo(leaf(original.artefact()));
        for (LogEntry entry : artefact.logEntries()) {
            requireSame(entry, original.artefact().logEntries().get(0));
        }
        return true;
    }

    private Judge.Accepted judge(Artefact artefact) throws Exception {
        return new Judge(demand, now).judge(artefact, SignedBytes.of(artefact, () -> manifest));
    }

    private static void requireSame(LogEntry entry, LogEntry original) {
        assertThat(entry.body()).isEqualTo(original.body());
        assertThat(entry.logId()).isEqualTo(original.logId());
        if (entry.promise().isPresent()) {
            assertThat(entry.integratedTime()).isEqualTo(original.integratedTime());
            assertThat(entry.logIndex()).isEqualTo(original.logIndex());
        }
        entry.proof().ifPresent(proof -> {
            assertThat(signedText(proof.checkpoint()))
                    .isEqualTo(signedText(original.proof().orElseThrow().checkpoint()));
            assertThat(proof.rootHash()).isEqualTo(original.proof().get().rootHash());
            assertThat(proof.treeSize()).isEqualTo(original.proof().get().treeSize());
            assertThat(proof.logIndex()).isEqualTo(original.proof().get().logIndex());
            assertThat(proof.hashes())
                    .containsExactlyElementsOf(original.proof().get().hashes());
        });
    }

    private static String signedText(String checkpoint) {
        return checkpoint.substring(0, checkpoint.indexOf("\n\n"));
    }

    private static byte[] signed(Artefact artefact) throws Exception {
        return artefact.content() instanceof Content.Message
                ? new byte[0]
                : SignedBytes.of(artefact, () -> new byte[0]);
    }

    static X509Certificate leaf(Artefact artefact) {
        return ((KeyMaterial.Certificate) artefact.material()).leaf();
    }
}
