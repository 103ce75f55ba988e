package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.cli.demo.LocalRegistry;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.ArtefactStore;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SignatureDraft;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same artefacts judged by us and by both cosigns: nothing may be accepted here that both refuse. How many artefacts are tried
 * is the system property {@code differential} (default 24; all of them with 1000), which ones {@code differential.only}; {@code
 * differential.seed} (default 0) chooses the bytes that are changed.
 */
class CosignDifferentialTest {
    /**
     * Correct signatures that cosign refuses: what cosign 3 writes with these keys and cannot verify itself, log entries that
     * sigstore-java writes, and a bundle of the manifest as a message, which cosign knows for files only.
     */
    private static final Set<String> OURS_ALONE = Set.of(
            "good: bundle by P-384",
            "good: bundle by P-521",
            "good: bundle by Ed25519",
            "good: message bundle",
            "good: dsse 0.0.2 entry");

    /** What we refuse and a cosign accepts, and why. */
    private static final Map<String, String> STRICTER = Map.ofEntries(
            Map.entry(
                    "timestamp after the certificate, log time within",
                    "every trusted time must lie in the certificate"),
            Map.entry("payload with an unknown critical member", "critical members must be understood"),
            Map.entry("payload of another type", "the type says what was meant to be signed"),
            Map.entry("log annotation with an unknown member", "another reader might believe it"),
            Map.entry("junk second log entry", "an entry that proves nothing is there to deceive"),
            Map.entry("second log entry genuine but of another signature", "every entry must record this signature"),
            Map.entry("kind of the entry misstated", "claim and body must agree"),
            Map.entry("proof for another size than the checkpoint's", "proof and checkpoint must be about one tree"),
            Map.entry("certificate without extended key usage", "Fulcio always restricts it; Go reads absence as any"),
            Map.entry("certificate for any purpose", "code signing must be meant"),
            Map.entry("certificate not for digital signatures", "key usage is part of the certificate's word"),
            Map.entry("certificate of an authority", "a signer is no authority"),
            Map.entry("two certificates in the annotation", "which one is meant is for nobody to guess"),
            Map.entry("the same timestamp twice", "repeating a proof adds nothing"),
            Map.entry("statement of another version", "what an unknown version means is unknown"),
            Map.entry("attestation in a bundle presented as signature", "an attestation is no signature of the image"),
            Map.entry("referrer without subject", "the fallback index is not signed by anybody"),
            Map.entry("layer of another type", "the type says how to read it"),
            Map.entry("too many referrers", "bounded work"),
            Map.entry("registry out of order", "cosign is not shown the fault"),
            Map.entry("checkpoint's", "the origin of the checkpoint belongs to its signer"),
            Map.entry("old in-toto entry", "binds no signature"));

    /** What we say of artefacts with a changed byte that a cosign accepts, and why we do not. */
    private static final Map<String, String> STRICTER_OF_BYTES = Map.of(
            "claims to be", "the kind beside the entry is signed by nobody and must agree with the body",
            "its checkpoint is not signed by the log",
                    "cosign is content with the promise; a proof that is there must hold",
            "its inclusion proof", "the same",
            "about different indexes", "the same");

    private final int seed = Integer.getInteger("differential.seed", 0);
    private final int most = Integer.getInteger("differential", 24);
    private final TestSigstore sigstore = Scene.SIGSTORE;

    @Test
    void nothingIsAcceptedThatBothRefuse(@TempDir Path home) throws Exception {
        RealCosign cosign2 = RealCosign.find(2, home);
        RealCosign cosign3 = RealCosign.find(3, home);
        RealCosign.writeTrust(sigstore, home);
        List<String> wronglyAccepted = new ArrayList<>();
        List<String> stricter = new ArrayList<>();
        int both = 0;
        int none = 0;
        List<Map.Entry<String, Consumer<Scene>>> artefacts = sample();
        try (LocalRegistry registry = LocalRegistry.start(new LocalRegistry.Options(false, "", ""))) {
            for (int i = 0; i < artefacts.size(); i++) {
                Scene scene = new Scene();
                artefacts.get(i).getValue().accept(scene);
                if (scene.isSpecial()) {
                    continue;
                }
                String repository = "a" + i;
                scene.repository.copyTo(ArtefactStore.of(registry.store(), repository));
                Path key = home.resolve("key.pub");
                Files.writeString(key, scene.keySigner().pem());
                String reference = registry.host() + "/" + repository + "@" + scene.image;
                List<String> messages = new ArrayList<>();
                List<ReasonCode> ours = scene.judge(messages);
                boolean theirs = accepts(cosign3, scene, reference, key) || accepts(cosign2, scene, reference, key);
                String name = artefacts.get(i).getKey();
                if (ours.isEmpty() && theirs) {
                    both++;
                } else if (ours.isEmpty()) {
                    if (!OURS_ALONE.contains(name)) {
                        wronglyAccepted.add(name + ": " + cosign3.output() + " / " + cosign2.output());
                    }
                } else if (theirs) {
                    stricter.add(name + ": " + messages);
                } else {
                    none++;
                }
            }
        }
        System.out.println(
                "accepted by all " + both + ", refused by all " + none + ", refused here alone " + stricter.size());
        stricter.forEach(line -> System.out.println("  " + line));
        assertThat(wronglyAccepted).isEmpty();
        assertThat(stricter)
                .allMatch(line -> line.startsWith("byte of ")
                        ? STRICTER_OF_BYTES.keySet().stream().anyMatch(line::contains)
                        : STRICTER.keySet().stream().anyMatch(line::startsWith));
        assertThat(both).isPositive();
    }

    private static boolean accepts(RealCosign cosign, Scene scene, String reference, Path key) {
        String type = scene.attestation ? Scene.TYPE : "";
        boolean legacy = scene.repository
                .tagged("sha256-" + scene.image.hex() + (scene.attestation ? ".att" : ".sig"))
                .isPresent();
        boolean bundles = scene.repository.tagged("sha256-" + scene.image.hex()).isPresent();
        boolean accepted = false;
        for (boolean bundle : new boolean[] {true, false}) {
            if (!accepted && (bundle ? bundles : legacy)) {
                accepted = scene.isKeyed()
                        ? cosign.verifiesKeyed(reference, bundle, type, key)
                        : cosign.verifiesKeyless(reference, bundle, type);
            }
        }
        return accepted;
    }

    /** A spread over all of them, good ones first. */
    private List<Map.Entry<String, Consumer<Scene>>> sample() {
        Map<String, Consumer<Scene>> all = new LinkedHashMap<>();
        good(all);
        Attacks.all().forEach((name, attack) -> all.put(name, attack.act()));
        mutations(all);
        List<Map.Entry<String, Consumer<Scene>>> list = new ArrayList<>(all.entrySet());
        String only = System.getProperty("differential.only", "");
        if (!only.isEmpty()) {
            return list.stream().filter(e -> e.getKey().contains(only)).toList();
        }
        if (most < list.size()) {
            List<Map.Entry<String, Consumer<Scene>>> some = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                some.add(list.get((int) ((long) i * list.size() / most)));
            }
            return some;
        }
        return list;
    }

    private void good(Map<String, Consumer<Scene>> all) {
        all.put("good: legacy keyless", s -> s.push(s.legacy()));
        all.put("good: legacy attestation keyless", s -> s.push(s.legacyAttestation()));
        all.put("good: bundle keyless", s -> s.push(s.bundle()));
        all.put(
                "good: bundle in the second log",
                s -> s.push(s.bundle().log(sigstore.rekor2()).timestamped()));
        all.put("good: bundle attestation", s -> s.push(s.bundleAttestation()));
        all.put("good: non-ASCII attestation", s -> {
            s.attestation = true;
            s.push(sigstore.bundleAttestation(s.image, s.signer, Scene.TYPE, "{\"builder\":\"münchen ✓\"}"));
        });
        all.put(
                "good: message bundle",
                s -> s.push(s.bundle().message(s.repository.stored(s.image).orElseThrow())));
        all.put(
                "good: dsse 0.0.2 entry",
                s -> s.push(s.bundleAttestation()
                        .entryKind("dsse:0.0.2")
                        .log(sigstore.rekor2())
                        .timestamped()));
        for (String kind : List.of("P-256", "P-384", "P-521", "RSA", "Ed25519")) {
            all.put("good: legacy by " + kind, s -> {
                TestSigner signer = TestSigner.key(kind);
                s.demandKey(signer);
                s.push(sigstore.legacySignature(s.image, signer).withoutLog());
            });
            all.put("good: bundle by " + kind, s -> {
                TestSigner signer = TestSigner.key(kind);
                s.demandKey(signer);
                s.push(sigstore.bundleSignature(s.image, signer).withoutLog());
            });
        }
        all.put("good: two signatures, one of somebody else", s -> {
            s.push(sigstore.legacySignature(s.image, TestSigner.github("evil/app")));
            s.push(s.legacy());
        });
    }

    /** One byte of what is stored changed, anywhere. */
    private void mutations(Map<String, Consumer<Scene>> all) {
        for (int i = seed; i < seed + 60; i++) {
            int place = i;
            all.put("byte of a bundle changed, " + i, s -> s.push(s.bundle().stored(b -> flip(b, place))));
        }
        for (int i = seed; i < seed + 20; i++) {
            int place = i;
            all.put(
                    "byte of an attestation changed, " + i,
                    s -> s.push(s.bundleAttestation().stored(b -> flip(b, place))));
            all.put("byte of a legacy manifest changed, " + i, s -> {
                SignatureDraft draft = s.legacy();
                s.push(draft.annotations(a -> a.replaceAll((key, value) -> Math.floorMod(key.hashCode(), 4) == place % 4
                        ? new String(
                                flip(value.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), place),
                                java.nio.charset.StandardCharsets.ISO_8859_1)
                        : value)));
            });
        }
        all.put(
                "bundle pretty-printed",
                s -> s.push(s.bundle()
                        .stored(b ->
                                Json.object(b).toPrettyString().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    /** Another printable character at a random place. */
    private static byte[] flip(byte[] bytes, int place) {
        Random random = new Random(place);
        byte[] changed = bytes.clone();
        int at = random.nextInt(changed.length);
        changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
        return changed;
    }
}
