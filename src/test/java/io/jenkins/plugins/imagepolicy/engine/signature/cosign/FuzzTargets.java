package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifests;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.CertificateIdentities;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.ChainVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.certificate.SctVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.StrictJson;
import io.jenkins.plugins.imagepolicy.engine.signature.format.BundleReader;
import io.jenkins.plugins.imagepolicy.engine.signature.format.LegacyReader;
import io.jenkins.plugins.imagepolicy.engine.signature.format.SimpleSigning;
import io.jenkins.plugins.imagepolicy.engine.signature.format.Statement;
import io.jenkins.plugins.imagepolicy.engine.signature.log.EntryBody;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Json;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Mutation;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.SignatureDraft;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import io.jenkins.plugins.imagepolicy.engine.signature.timestamp.TimestampVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Certificates;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRootReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** What is fuzzed: every reader of foreign bytes by itself, and whole artefacts up to the verdict. Made once; nothing is built per input. */
final class FuzzTargets {
    /** @param take says whether the input was accepted; it fails with an assertion when a signed byte differs */
    record Target(String name, byte[] genuine, BiFunction<Mutation, byte[], byte[]> change, Take take) {}

    @FunctionalInterface
    interface Take {
        boolean accepts(byte[] input) throws Exception;
    }

    private final TestSigstore sigstore = TestSigstore.create();
    private final MemoryRepository repository = new MemoryRepository();
    private final Digest image = repository.image("v1");
    private final byte[] manifest = repository.stored(image).orElseThrow();
    private final TestSigner signer = TestSigner.github("acme/app");
    private final Demand demand = sigstore.keyless("acme/app");
    private final Unchanged unchanged = new Unchanged(demand, image, manifest, sigstore.now());
    private final List<Target> targets = new ArrayList<>();

    /** Each name comes as often as it is to be tried in a round. */
    static List<Target> all() throws Exception {
        FuzzTargets all = new FuzzTargets();
        all.readers();
        all.certificates();
        all.timestamps();
        all.bundles();
        all.layers();
        return List.copyOf(all.targets);
    }

    private void readers() throws Exception {
        SignatureDraft legacy = sigstore.legacySignature(image, signer);
        legacy.push(repository);
        byte[] signatures = repository.tagged("sha256-" + image.hex() + ".sig").orElseThrow();
        bytes("image manifest", manifest, input -> Manifests.read(input, Optional.empty(), "manifest"));
        json("signature manifest", signatures, input -> Manifests.read(input, Optional.empty(), "manifest")
                .layers());
        bytes("payload", legacy.payload(), SimpleSigning::read);
        json("payload's members", legacy.payload(), SimpleSigning::read);
        byte[] statement = sigstore.bundleAttestation(image, signer, Scene.TYPE, "{\"a\":[1,{\"b\":null}]}")
                .payload();
        bytes("statement", statement, Statement::read);
        json("statement's members", statement, Statement::read);
        bytes("trusted root", sigstore.trustedRootJson(), input -> TrustedRootReader.read("root", input));
        json("trusted root's members", sigstore.trustedRootJson(), input -> TrustedRootReader.read("root", input));
        bytes("key", signer.publicKey().getEncoded(), Keys::ofSubjectPublicKeyInfo);
        bytes("PEM", signer.pem().getBytes(StandardCharsets.UTF_8), input -> Keys.parsePublicKeys(text(input)));
        for (String kind : List.of("hashedrekord:0.0.1", "hashedrekord:0.0.2", "dsse:0.0.1", "intoto:0.0.2")) {
            byte[] body = body(kind);
            json("log entry " + kind, body, input -> EntryBody.parse(input).namedKey());
        }
    }

    private byte[] body(String kind) {
        byte[][] logged = new byte[1][];
        sigstore.bundleAttestation(image, signer, Scene.TYPE, "{}")
                .entryKind(kind)
                .logBody(body -> logged[0] = body)
                .bundleJson();
        return logged[0];
    }

    private void certificates() throws Exception {
        X509Certificate leaf = Unchanged.leaf(BundleReader.read(
                "bundle", sigstore.bundleSignature(image, signer).bundleJson()));
        bytes(
                "certificate",
                Certificates.encoded(leaf),
                input -> CertificateIdentities.read(Certificates.ofDer(input, "certificate")));
        SignerDemand.Keyless keyless = (SignerDemand.Keyless) demand.signer();
        ChainVerifier chains = new ChainVerifier(keyless.authorities(), Judge.CODE_SIGNING);
        SctVerifier scts = new SctVerifier(keyless.ctLogs());
        add("certificate's chain", Certificates.encoded(leaf), Mutation::ofBytes, input -> {
            X509Certificate read = Certificates.ofDer(input, "certificate");
            List<X509Certificate> chain = chains.verify(read, List.of(), List.of(sigstore.now()));
            assertThat(read.getTBSCertificate()).isEqualTo(leaf.getTBSCertificate());
            scts.verifyEmbedded(read, chain.get(1));
            return true;
        });
        byte[] sct = sigstore.ctLog().detached(Certificates.encoded(leaf), sigstore.now());
        add("detached SCT", sct, Mutation::ofBytes, input -> {
            scts.verifyDetached(leaf, input);
            // The two bytes that name the algorithm are not signed; the log's key decides.
            return true;
        });
    }

    private void timestamps() {
        byte[] stamped = {1, 2, 3};
        TimestampVerifier verifier =
                new TimestampVerifier(sigstore.trustedRoot().timestampAuthorities());
        for (boolean embedded : new boolean[] {false, true}) {
            byte[] genuine = sigstore.timestampAuthority().stamp(stamped, sigstore.now(), embedded);
            add(embedded ? "timestamp with certificate" : "timestamp", genuine, Mutation::ofBytes, input -> {
                if (verifier.verify(input, stamped).isEmpty()) {
                    return false;
                }
                assertThat(signedParts(input)).isEqualTo(signedParts(genuine));
                return true;
            });
        }
    }

    /** What says the time, and the attributes that the authority signed with it. */
    private static byte[] signedParts(byte[] response) throws Exception {
        TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(token.getTimeStampInfo().getEncoded());
        parts.writeBytes(
                token.toCMSSignedData().getSignerInfos().iterator().next().getEncodedSignedAttributes());
        return parts.toByteArray();
    }

    private void bundles() throws Exception {
        bundle("bundle", sigstore.bundleSignature(image, signer));
        bundle(
                "bundle in the second log",
                sigstore.bundleSignature(image, signer).log(sigstore.rekor2()).timestamped());
        bundle("message", sigstore.bundleSignature(image, signer).message(manifest));
        bundle("attestation", sigstore.bundleAttestation(image, signer, Scene.TYPE, "{\"a\":[1,{\"b\":null}]}"));
    }

    private void bundle(String name, SignatureDraft draft) throws Exception {
        byte[] genuine = draft.bundleJson();
        Unchanged.Original original = unchanged.original(BundleReader.read(name, genuine));
        Take take = input -> unchanged.accepts(BundleReader.read(name, input), original);
        add(name, genuine, Mutation::ofBytes, take);
        add(name + "'s members", genuine, Mutation::ofJson, take);
    }

    /** Layer and annotations as one JSON text, so that either is changed. */
    private void layers() throws Exception {
        Map<String, String> annotations = new LinkedHashMap<>();
        SignatureDraft draft =
                sigstore.legacySignature(image, signer).timestamped().annotations(annotations::putAll);
        draft.push(repository);
        Unchanged.Original original = unchanged.original(LegacyReader.signature("layer", annotations, draft.payload()));
        ObjectNode genuine = Json.object().put("payload", text(draft.payload()));
        annotations.forEach(genuine::put);
        Take take = input -> {
            Map<String, String> read = new LinkedHashMap<>();
            StrictJson.object(input, "test")
                    .node()
                    .fields()
                    .forEachRemaining(f -> read.put(f.getKey(), f.getValue().asText()));
            byte[] blob = read.getOrDefault("payload", "").getBytes(StandardCharsets.UTF_8);
            SimpleSigning.read(blob);
            return unchanged.accepts(LegacyReader.signature("layer", read, blob), original);
        };
        add("layer", Json.bytes(genuine), Mutation::ofBytes, take);
        add("layer's members", Json.bytes(genuine), Mutation::ofJson, take);
    }

    @FunctionalInterface
    private interface Reader {
        Object read(byte[] input) throws Exception;
    }

    private void bytes(String name, byte[] genuine, Reader reader) {
        add(name, genuine, Mutation::ofBytes, read(reader));
    }

    private void json(String name, byte[] genuine, Reader reader) {
        add(name, genuine, Mutation::ofJson, read(reader));
    }

    private static Take read(Reader reader) {
        return input -> {
            reader.read(input);
            return true;
        };
    }

    private void add(String name, byte[] genuine, BiFunction<Mutation, byte[], byte[]> change, Take take) {
        targets.add(new Target(name, genuine, change, take));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
