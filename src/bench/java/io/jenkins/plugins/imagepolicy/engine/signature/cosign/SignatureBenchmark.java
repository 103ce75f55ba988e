package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import dev.sigstore.KeylessVerifier;
import dev.sigstore.VerificationOptions;
import dev.sigstore.bundle.Bundle;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Warm verification of one signature, found in memory, against an authority on P-384 as the public-good instance has. Every call
 * sees another certificate than the last thousand, since the JDK remembers the certificates it verified.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class SignatureBenchmark {
    private static final int IMAGES = 1000;

    private final TestSigstore sigstore = TestSigstore.likePublicGood();
    private final CosignVerifier verifier = new CosignVerifier();
    private final List<Search> legacy = new ArrayList<>();
    private final List<Search> bundles = new ArrayList<>();
    private final List<Search> keyed = new ArrayList<>();
    private final List<byte[]> peers = new ArrayList<>();
    private final List<byte[]> digests = new ArrayList<>();
    private Demand keyless;
    private Demand byKey;
    private KeylessVerifier peer;
    private int next;

    @Setup
    public void sign() throws Exception {
        TestSigner key = TestSigner.key("P-256");
        keyless = sigstore.keyless("acme/app");
        byKey = TestSigstore.keyed(key.publicKey());
        for (int i = 0; i < IMAGES; i++) {
            MemoryRepository repository = new MemoryRepository();
            Digest image = repository.image("v" + i);
            byte[] manifest = repository.stored(image).orElseThrow();
            sigstore.signLegacy(repository, image, TestSigner.github("acme/app"));
            legacy.add(Search.in(repository, image));

            MemoryRepository modern = new MemoryRepository().withReferrersApi();
            modern.image("v" + i);
            byte[] bundle = sigstore.bundleSignature(image, TestSigner.github("acme/app"))
                    .message(manifest)
                    .bundleJson();
            sigstore.bundleSignature(image, TestSigner.github("acme/app"))
                    .stored(b -> bundle)
                    .push(modern);
            bundles.add(Search.in(modern, image));
            peers.add(bundle);
            digests.add(image.bytes());

            MemoryRepository owned = new MemoryRepository();
            owned.image("v" + i);
            sigstore.legacySignature(image, key).withoutLog().push(owned);
            keyed.add(Search.in(owned, image));
        }
        SigstoreTrustedRoot root = SigstoreTrustedRoot.from(new ByteArrayInputStream(sigstore.trustedRootJson()));
        peer = KeylessVerifier.builder().trustedRootProvider(() -> root).build();
    }

    @Benchmark
    public Object keylessLegacy() throws Exception {
        return accepted(verifier.signatures(legacy.get(next()), keyless));
    }

    @Benchmark
    public Object keylessBundle() throws Exception {
        return accepted(verifier.signatures(bundles.get(next()), keyless));
    }

    @Benchmark
    public Object keyedLegacy() throws Exception {
        return accepted(verifier.signatures(keyed.get(next()), byKey));
    }

    /** The same bundles by sigstore-java, without search. */
    @Benchmark
    public Object keylessBundleBySigstoreJava() throws Exception {
        int i = next();
        Bundle bundle = Bundle.from(new StringReader(new String(peers.get(i), StandardCharsets.UTF_8)));
        peer.verify(digests.get(i), bundle, VerificationOptions.builder().build());
        return bundle;
    }

    private int next() {
        next = (next + 1) % IMAGES;
        return next;
    }

    private static Object accepted(Verification<?> found) {
        if (found.verified().size() != 1) {
            throw new IllegalStateException(found.refusals().toString());
        }
        return found;
    }
}
