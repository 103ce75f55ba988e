package io.jenkins.plugins.imagepolicy.engine.policy.kyverno;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.manifest.ContainerRole;
import io.jenkins.plugins.imagepolicy.engine.manifest.ImageUse;
import io.jenkins.plugins.imagepolicy.engine.manifest.ManifestSet;
import io.jenkins.plugins.imagepolicy.engine.manifest.Manifests;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Policy;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyFiles;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyResult;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.signature.CertificateIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerDemand;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerFacts;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.Keys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.PublicGood;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustedRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loads policies and judges manifests as the gate does, with signatures that tests say are there. */
public final class Gatekeeper {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    /** A signature that a test says is there: by a key's fingerprint or by an identity. */
    private record Signed(SignerFacts signer, Optional<JsonNode> statement) {}

    private final List<SourceText> files = new ArrayList<>();
    private final Map<String, List<Signed>> signed = new HashMap<>();
    private final Map<String, RegistryException> faults = new HashMap<>();
    private String namespace = "";
    private Repository realRepository;
    private Digest realImage;
    private SignatureVerifier realVerifier;
    private TrustedRoot realRoot;
    private SignatureFormat format = SignatureFormat.ANY;

    public Gatekeeper policy(String text) {
        files.add(new SourceText("policy" + files.size() + ".yaml", text));
        return this;
    }

    public Gatekeeper file(Path path) throws IOException {
        files.add(new SourceText(path.toString(), Files.readString(path)));
        return this;
    }

    public Gatekeeper namespace(String name) {
        namespace = name;
        return this;
    }

    /** Real signatures in a repository instead of those that tests say are there; every image is this one. */
    public Gatekeeper real(Repository where, Digest image, SignatureVerifier verifier, TrustedRoot root) {
        realRepository = where;
        realImage = image;
        realVerifier = verifier;
        realRoot = root;
        return this;
    }

    /** All signatures are in this format. */
    public Gatekeeper format(SignatureFormat all) {
        format = all;
        return this;
    }

    public Gatekeeper signedBy(String image, String pem) throws Exception {
        String key = Keys.fingerprint(Keys.parsePublicKeys(pem).get(0));
        add(image, new Signed(new SignerFacts(key, Optional.empty()), Optional.empty()));
        return this;
    }

    public Gatekeeper signedBy(String image, CertificateIdentity identity) {
        add(image, new Signed(new SignerFacts("ff", Optional.of(identity)), Optional.empty()));
        return this;
    }

    /** @param statement with predicateType and predicate */
    public Gatekeeper attested(String image, CertificateIdentity identity, String statement) throws IOException {
        add(image, new Signed(new SignerFacts("ff", Optional.of(identity)), Optional.of(JSON.readTree(statement))));
        return this;
    }

    public Gatekeeper attested(String image, String pem, String statement) throws Exception {
        String key = Keys.fingerprint(Keys.parsePublicKeys(pem).get(0));
        add(image, new Signed(new SignerFacts(key, Optional.empty()), Optional.of(JSON.readTree(statement))));
        return this;
    }

    public Gatekeeper unreachable(String image) {
        faults.put(
                digest(image).toString(),
                new RegistryException(ReasonCode.REGISTRY_UNREACHABLE, "connection refused", "Try again"));
        return this;
    }

    private void add(String image, Signed one) {
        signed.computeIfAbsent(digest(image).toString(), key -> new ArrayList<>())
                .add(one);
    }

    public PolicySet load() {
        return new PolicyFiles(List.of(new KyvernoPolicies())).load(files, new PolicyKind.LoadOptions(true));
    }

    public List<Diagnostic> errors() {
        return load().diagnostics().stream().filter(Diagnostic::isError).toList();
    }

    /** What every policy says of every image of the manifests; keys are {@code policy image}. */
    public Map<String, PolicyResult> judge(String manifests) throws Exception {
        Map<String, PolicyResult> results = new java.util.LinkedHashMap<>();
        PolicySet set = load();
        if (set.hasErrors()) {
            throw new IllegalStateException(set.diagnostics().toString());
        }
        ManifestSet read = Manifests.read(new SourceText("manifest.yaml", manifests), namespace);
        List<Workload> workloads = new ArrayList<>(read.workloads());
        read.payloads().forEach(payload -> workloads.add(payload.document()));
        for (Workload workload : workloads) {
            List<ImageUse> uses = new ArrayList<>(workload.images());
            for (Policy policy : set.policies()) {
                policy.images(workload).stream()
                        .filter(use -> !uses.contains(use))
                        .forEach(uses::add);
            }
            for (ImageUse use : uses) {
                Candidate candidate =
                        new Candidate(resolved(use.image()), Optional.of(new Candidate.WorkloadUse(workload, use)));
                for (Policy policy : set.policies()) {
                    policy.judge(candidate, judging())
                            .ifPresent(result -> results.put(policy.name() + " " + use.image(), result));
                }
            }
        }
        return results;
    }

    /** The worst verdict of all policies on all images; empty when no policy applies. */
    public Optional<Verdict> verdict(String manifests) throws Exception {
        return judge(manifests).values().stream().map(PolicyResult::verdict).reduce(Verdict::worse);
    }

    public List<PolicyResult> judgeImage(String image) throws Exception {
        List<PolicyResult> results = new ArrayList<>();
        for (Policy policy : load().policies()) {
            policy.judge(new Candidate(resolved(image), Optional.empty()), judging())
                    .ifPresent(results::add);
        }
        return results;
    }

    private Judging judging() {
        Registries registries = new Registries() {
            @Override
            public Repository repository(RepositoryName name) {
                return realRepository == null ? new Place(name) : realRepository;
            }

            @Override
            public void close() {}
        };
        return realVerifier == null
                ? new Judging(NOW, true, namespace, registries, new Verifier(), PublicGood::trustedRoot)
                : new Judging(NOW, true, namespace, registries, realVerifier, () -> realRoot);
    }

    private static Digest digest(String image) {
        int at = image.indexOf('@');
        return at >= 0
                ? Digest.parse(image.substring(at + 1)).orElseThrow()
                : Digest.of(image.getBytes(StandardCharsets.UTF_8));
    }

    private ResolvedImage resolved(String image) throws InvalidReferenceException {
        ImageReference reference = ImageReference.parse(image);
        if (realRepository != null) {
            return new ResolvedImage(reference, realRepository, manifest(realImage));
        }
        return new ResolvedImage(reference, new Place(reference.repository()), manifest(digest(image)));
    }

    private static Manifest manifest(Digest digest) {
        return new Manifest(
                "application/vnd.oci.image.manifest.v1+json",
                digest,
                new byte[0],
                JSON.createObjectNode(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private record Place(RepositoryName name) implements Repository {
        @Override
        public String description() {
            return name.toString();
        }

        @Override
        public Optional<Manifest> manifest(String tag) {
            return Optional.of(Gatekeeper.manifest(digest(name + ":" + tag)));
        }

        @Override
        public Optional<Manifest> manifest(Digest digest) {
            return Optional.of(Gatekeeper.manifest(digest));
        }

        @Override
        public Optional<byte[]> blob(Digest digest, long limit) {
            return Optional.empty();
        }

        @Override
        public Referrers referrers(Digest subject) {
            return Referrers.UNSUPPORTED;
        }
    }

    private final class Verifier implements SignatureVerifier {
        private List<Signed> found(Search search, boolean statements) throws RegistryException {
            RegistryException fault = faults.get(search.image().toString());
            if (fault != null) {
                throw fault;
            }
            return signed.getOrDefault(search.image().toString(), List.of()).stream()
                    .filter(one -> one.statement().isPresent() == statements)
                    .toList();
        }

        @Override
        public Verification<VerifiedSignature> signatures(Search search, Demand demand) throws RegistryException {
            List<Signed> all = isOtherFormat(demand) ? List.of() : found(search, false);
            List<VerifiedSignature> verified = all.stream()
                    .filter(one -> fits(one, demand))
                    .map(this::signature)
                    .toList();
            ReasonCode code = all.isEmpty() ? ReasonCode.UNSIGNED : ReasonCode.SIGNED_BY_OTHER;
            return verification(verified, code);
        }

        @Override
        public Verification<VerifiedAttestation> attestations(Search search, Demand demand, Set<String> predicateTypes)
                throws RegistryException {
            List<VerifiedAttestation> verified = found(search, true).stream()
                    .filter(one -> fits(one, demand))
                    .map(one -> new VerifiedAttestation(
                            signature(one),
                            one.statement().orElseThrow().path("predicateType").asText(),
                            one.statement().orElseThrow()))
                    .filter(one -> predicateTypes.isEmpty() || predicateTypes.contains(one.predicateType()))
                    .toList();
            return verification(verified, ReasonCode.ATTESTATION_MISSING);
        }

        private <T> Verification<T> verification(List<T> verified, ReasonCode code) {
            List<Refusal> refusals =
                    verified.isEmpty() ? List.of(new Refusal(code, "no matching signatures", "")) : List.of();
            return new Verification<>(verified, refusals, List.of(new SearchStep("tag", "looked")));
        }

        private VerifiedSignature signature(Signed one) {
            return new VerifiedSignature(
                    format, "id", one.signer(), "tag", JSON.createObjectNode(), Optional.empty(), List.of());
        }

        private boolean isOtherFormat(Demand demand) {
            return format != SignatureFormat.ANY && demand.format() != SignatureFormat.ANY && demand.format() != format;
        }

        private boolean fits(Signed one, Demand demand) {
            if (isOtherFormat(demand)) {
                return false;
            }
            if (!demand.annotations().isEmpty()) {
                return false;
            }
            if (demand.signer() instanceof SignerDemand.Keys keys) {
                return keys.keys().stream().anyMatch(key -> Keys.fingerprint(key)
                        .equals(one.signer().key()));
            }
            if (demand.signer() instanceof SignerDemand.Keyless keyless) {
                return one.signer().identity().isPresent()
                        && keyless.identities().stream()
                                .anyMatch(m -> m.matches(one.signer().identity().get()));
            }
            return false;
        }
    }

    /** The image at a pointer of a workload, for extractors. */
    public static ImageUse use(String image, String pointer) {
        return new ImageUse(image, ContainerRole.CONTAINER, "", JsonPointer.compile(pointer), pointer, 1, 1);
    }
}
