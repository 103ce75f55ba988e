package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A table of attacks with one fault each, and the reason for which each must be refused. */
abstract class Attacks {
    static final TestSigstore SIGSTORE = Scene.SIGSTORE;
    static final Instant NOW = Scene.NOW;
    static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    static final String BUNDLE = "dev.sigstore.cosign/bundle";

    private final Map<String, Attack> table = new LinkedHashMap<>();

    /** What is left in the repository, and why it is refused. */
    record Attack(ReasonCode expected, Consumer<Scene> act) {}

    /** Attacks of every topic by name. */
    static Map<String, Attack> all() {
        Map<String, Attack> all = new LinkedHashMap<>();
        List<Attacks> topics = List.of(
                new TimeAttacks(),
                new PayloadAttacks(),
                new LogEntryAttacks(),
                new ProofAttacks(),
                new CertificateAttacks(),
                new IdentityAttacks(),
                new TimestampAttacks(),
                new BundleAttacks(),
                new AttestationAttacks(),
                new KeyAttacks(),
                new StorageAttacks());
        for (Attacks topic : topics) {
            topic.table.forEach((name, attack) -> put(all, name, attack));
        }
        return all;
    }

    final void attack(String name, ReasonCode expected, Consumer<Scene> act) {
        put(table, name, new Attack(expected, act));
    }

    private static void put(Map<String, Attack> table, String name, Attack attack) {
        if (table.put(name, attack) != null) {
            throw new IllegalStateException("Two attacks have the name '" + name + "'");
        }
    }
}
