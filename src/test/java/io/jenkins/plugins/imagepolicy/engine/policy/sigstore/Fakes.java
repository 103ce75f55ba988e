package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.manifest.Manifests;
import io.jenkins.plugins.imagepolicy.engine.manifest.Workload;
import io.jenkins.plugins.imagepolicy.engine.policy.Candidate;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Platform;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.signature.Demand;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureFormat;
import io.jenkins.plugins.imagepolicy.engine.signature.SignatureVerifier;
import io.jenkins.plugins.imagepolicy.engine.signature.SignerFacts;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.PublicGood;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A repository in memory, a verifier that answers what it is told, and candidates made of both. */
public final class Fakes {
    public static final String EMPTY_ID = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    public static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private Fakes() {}

    /** Holds manifests and blobs by digest. */
    public static final class MemoryRepository implements Repository {
        private final RepositoryName name;
        public final Map<Digest, Manifest> manifests = new HashMap<>();
        public final Map<Digest, byte[]> blobs = new HashMap<>();

        public final Map<String, Credential> credentials;

        public MemoryRepository(RepositoryName name) {
            this(name, Map.of());
        }

        /** @param credentials that it was opened with */
        public MemoryRepository(RepositoryName name, Map<String, Credential> credentials) {
            this.name = name;
            this.credentials = credentials;
        }

        /** An image with this configuration; its digest is that of the configuration's text. */
        public Manifest image(String config) {
            byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
            Digest digest = Digest.of(bytes);
            blobs.put(digest, bytes);
            Descriptor descriptor = new Descriptor(
                    "application/vnd.oci.image.config.v1+json",
                    digest,
                    bytes.length,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
            return add(
                    "application/vnd.oci.image.manifest.v1+json",
                    Digest.of((config + "m").getBytes(StandardCharsets.UTF_8)),
                    Optional.of(descriptor),
                    List.of());
        }

        public Manifest index(Manifest... children) {
            return indexOf(null, children);
        }

        /** @param platform that the index claims for all children; null for none */
        public Manifest indexOf(Platform platform, Manifest... children) {
            List<Descriptor> descriptors = new ArrayList<>();
            StringBuilder text = new StringBuilder("index");
            for (Manifest child : children) {
                descriptors.add(new Descriptor(
                        child.mediaType(),
                        child.digest(),
                        1,
                        Optional.empty(),
                        Optional.ofNullable(platform),
                        Map.of()));
                text.append(child.digest());
            }
            return add(
                    "application/vnd.oci.image.index.v1+json",
                    Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)),
                    Optional.empty(),
                    descriptors);
        }

        private Manifest add(
                String mediaType, Digest digest, Optional<Descriptor> config, List<Descriptor> manifestsOf) {
            Manifest manifest = new Manifest(
                    mediaType,
                    digest,
                    new byte[0],
                    JsonNodeFactory.instance.objectNode(),
                    config,
                    List.of(),
                    manifestsOf,
                    Optional.empty(),
                    Optional.empty());
            manifests.put(digest, manifest);
            return manifest;
        }

        @Override
        public RepositoryName name() {
            return name;
        }

        @Override
        public String description() {
            return name.toString();
        }

        @Override
        public Optional<Manifest> manifest(String tag) {
            return Optional.empty();
        }

        @Override
        public Optional<Manifest> manifest(Digest digest) {
            return Optional.ofNullable(manifests.get(digest));
        }

        @Override
        public Optional<byte[]> blob(Digest digest, long limit) {
            return Optional.ofNullable(blobs.get(digest));
        }

        @Override
        public Referrers referrers(Digest subject) {
            return Referrers.UNSUPPORTED;
        }
    }

    /** Answers the next thing it was told, and keeps what it was asked. */
    public static final class ScriptedVerifier implements SignatureVerifier {
        public final Deque<Object> answers = new ArrayDeque<>();
        public final List<Demand> demands = new ArrayList<>();
        public final List<Search> searches = new ArrayList<>();

        /** A text refuses with it; a list of signatures or attestations passes. */
        public ScriptedVerifier then(Object answer) {
            answers.add(answer);
            return this;
        }

        @Override
        public Verification<VerifiedSignature> signatures(Search search, Demand demand) {
            return answer(search, demand);
        }

        @Override
        public Verification<VerifiedAttestation> attestations(Search search, Demand demand, Set<String> types) {
            return answer(search, demand);
        }

        @SuppressWarnings("unchecked")
        private <T> Verification<T> answer(Search search, Demand demand) {
            demands.add(demand);
            searches.add(search);
            Object answer = answers.remove();
            return answer instanceof String refusal
                    ? new Verification<>(
                            List.of(), List.of(new Refusal(ReasonCode.BAD_SIGNATURE, refusal, "")), List.of())
                    : new Verification<>((List<T>) answer, List.of(), List.of());
        }
    }

    public static VerifiedSignature signature() {
        return signature(EMPTY_ID);
    }

    public static VerifiedSignature signature(String id) {
        return new VerifiedSignature(
                SignatureFormat.LEGACY,
                id,
                new SignerFacts("00", Optional.empty()),
                "tag sha256-00.sig, layer sha256:" + EMPTY_ID,
                JsonNodeFactory.instance.objectNode(),
                Optional.empty(),
                List.of());
    }

    public static VerifiedAttestation attestation(JsonNode statement) {
        return new VerifiedAttestation(
                signature(), statement.path("predicateType").asText(), statement);
    }

    public static Judging judging(SignatureVerifier verifier) {
        return judging(verifier, NOW, false);
    }

    public static Judging judging(SignatureVerifier verifier, Instant now, boolean offline) {
        Registries registries = new Registries() {
            @Override
            public Repository repository(RepositoryName name) {
                return new MemoryRepository(name);
            }

            @Override
            public Repository repository(RepositoryName name, Map<String, Credential> credentials) {
                return new MemoryRepository(name, credentials);
            }

            @Override
            public void close() {}
        };
        return new Judging(now, offline, "", registries, verifier, PublicGood::trustedRoot);
    }

    /** An image of this name with this digest and no content. */
    public static Candidate candidate(String reference) {
        ImageReference parsed = parse(reference);
        Manifest manifest = new Manifest(
                "application/vnd.oci.image.manifest.v1+json",
                parsed.digest().orElse(new Digest(EMPTY_ID)),
                new byte[0],
                JsonNodeFactory.instance.objectNode(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return candidate(reference, new MemoryRepository(parsed.repository()), manifest);
    }

    public static Candidate candidate(String reference, Repository repository, Manifest manifest) {
        return new Candidate(new ResolvedImage(parse(reference), repository, manifest), Optional.empty());
    }

    /** The candidate as the first image of the first workload of a manifest. */
    public static Candidate in(Candidate candidate, String manifest) {
        Workload workload = Manifests.read(new SourceText("manifest.yaml", manifest), "")
                .workloads()
                .get(0);
        return new Candidate(
                candidate.image(),
                Optional.of(new Candidate.WorkloadUse(
                        workload,
                        workload.images().isEmpty() ? null : workload.images().get(0))));
    }

    public static ImageReference parse(String reference) {
        try {
            return ImageReference.parse(reference);
        } catch (InvalidReferenceException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
