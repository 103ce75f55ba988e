package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.ivpol;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.language.cel.CelFunction;
import io.jenkins.plugins.imagepolicy.engine.policy.AuthorityResult;
import io.jenkins.plugins.imagepolicy.engine.policy.Judging;
import io.jenkins.plugins.imagepolicy.engine.policy.Reason;
import io.jenkins.plugins.imagepolicy.engine.policy.Verdict;
import io.jenkins.plugins.imagepolicy.engine.registry.ImageResolver;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.registry.Resolution;
import io.jenkins.plugins.imagepolicy.engine.registry.ResolvedImage;
import io.jenkins.plugins.imagepolicy.engine.signature.Refusal;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.Verification;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedAttestation;
import io.jenkins.plugins.imagepolicy.engine.signature.VerifiedSignature;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verifies images for one evaluation of a policy, and remembers what was found. */
final class Verifications {
    private static final Map<String, String> ALIASES = Map.of(
            "custom", "https://cosign.sigstore.dev/attestation/v1",
            "slsaprovenance", "https://slsa.dev/provenance/v0.2",
            "slsaprovenance02", "https://slsa.dev/provenance/v0.2",
            "slsaprovenance1", "https://slsa.dev/provenance/v1",
            "spdx", "https://spdx.dev/Document",
            "spdxjson", "https://spdx.dev/Document",
            "cyclonedx", "https://cyclonedx.org/bom",
            "link", "https://in-toto.io/Link/v1",
            "vuln", "https://cosign.sigstore.dev/attestation/vuln/v1",
            "openvex", "https://openvex.dev/ns");

    private final JsonNode spec;
    private final Judging judging;
    private final CosignDemands.Text expressions;
    private final Map<String, ResolvedImage> resolved;
    private final Set<String> matched;
    private final Evidence evidence = new Evidence();
    private final Map<String, JsonNode> statements = new HashMap<>();

    /**
     * @param resolved images whose digest is known, by the text that expressions see
     * @param matched images that the policy is about
     */
    Verifications(
            JsonNode spec,
            Judging judging,
            CosignDemands.Text expressions,
            Map<String, ResolvedImage> resolved,
            Set<String> matched) {
        this.spec = spec;
        this.judging = judging;
        this.expressions = expressions;
        this.resolved = new HashMap<>(resolved);
        this.matched = Set.copyOf(matched);
    }

    Evidence evidence() {
        return evidence;
    }

    ResolvedImage resolve(String image) throws CelFunction.Failure {
        ResolvedImage known = resolved.get(image);
        if (known != null) {
            return known;
        }
        try {
            Resolution resolution = ImageResolver.resolve(ImageReference.parse(image), judging.registries());
            if (resolution instanceof Resolution.Found found) {
                resolved.put(image, found.image());
                return found.image();
            }
            throw new CelFunction.Failure(((Resolution.NotFound) resolution).message());
        } catch (RegistryException | InvalidReferenceException e) {
            throw new CelFunction.Failure(e.getMessage(), e);
        }
    }

    /** How many of the attestors have signed the image. */
    long signatures(String image, List<?> attestors) throws CelFunction.Failure {
        if (!matched.contains(image) || attestors.isEmpty()) {
            return 0;
        }
        ResolvedImage subject = resolve(image);
        int before = evidence.errors();
        long count = 0;
        for (Object attestor : attestors) {
            if (signed(image, subject, attestor(attestor))) {
                count++;
            }
        }
        return counted(image, count, before);
    }

    /** How many of the attestors have signed an attestation of the named kind about the image. */
    long attestations(String image, String name, List<?> attestors) throws CelFunction.Failure {
        JsonNode attestation = attestation(name);
        if (!matched.contains(image) || attestors.isEmpty()) {
            return 0;
        }
        ResolvedImage subject = resolve(image);
        int before = evidence.errors();
        long count = 0;
        for (Object attestor : attestors) {
            if (attested(image, subject, attestation, attestor(attestor))) {
                count++;
            }
        }
        return counted(image, count, before);
    }

    /**
     * Kyverno takes what could not be decided for unsigned, so a policy that forbids a signature would pass it. As an error it
     * refuses, unless CEL has its answer from elsewhere (a || b).
     */
    private long counted(String image, long count, int errorsBefore) throws CelFunction.Failure {
        evidence.record(image, count > 0);
        if (count == 0 && evidence.errors() > errorsBefore) {
            throw new CelFunction.Failure("whether " + image + " is signed could not be decided");
        }
        return count;
    }

    /** The statement that was verified for the image before. */
    JsonNode payload(String image, String name) throws CelFunction.Failure {
        JsonNode attestation = attestation(name);
        if (!attestation.path("intoto").isObject()) {
            throw new CelFunction.Failure("payloads of OCI referrers are not verified, so the gate gives none");
        }
        JsonNode found =
                statements.get(image + " " + attestation.at("/intoto/type").asText());
        if (found == null) {
            throw new CelFunction.Failure(
                    "intoto attestation payload cannot be fetch before verifying intoto attestation");
        }
        return found;
    }

    private JsonNode attestor(Object attestor) throws CelFunction.Failure {
        String name = attestor instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : "";
        return spec.path("attestors")
                .valueStream()
                .filter(a -> a.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new CelFunction.Failure("the list holds something that is no attestor"));
    }

    private JsonNode attestation(String name) throws CelFunction.Failure {
        return spec.path("attestations")
                .valueStream()
                .filter(a -> a.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new CelFunction.Failure("attestation not found in policy: " + name));
    }

    private Search search(ResolvedImage subject, JsonNode cosign) throws TrustException {
        String repository = cosign.at("/source/repository").asText("");
        String prefix = cosign.at("/source/tagPrefix").asText("");
        Repository place = subject.repository();
        if (!repository.isEmpty()) {
            try {
                place = judging.registries().repository(RepositoryName.parse(repository));
            } catch (InvalidReferenceException e) {
                throw new TrustException("source.repository cannot be read: " + e.getMessage(), "Write registry/path");
            }
        }
        return new Search(subject.digest(), List.of(place), prefix.isEmpty() ? Optional.empty() : Optional.of(prefix));
    }

    private boolean signed(String image, ResolvedImage subject, JsonNode attestor) {
        String name = attestor.path("name").asText();
        JsonNode cosign = attestor.path("cosign");
        try {
            if (!cosign.path("annotations").isEmpty()) {
                return refuse(image, name, annotations());
            }
            CosignDemands demands = new CosignDemands(cosign, judging.defaultTrust(), expressions);
            Search search = search(subject, cosign);
            List<Refusal> refusals = new ArrayList<>();
            List<SearchStep> searched = new ArrayList<>();
            // Where there is any bundle, only bundles count, and any of them does.
            BundleSearch bundles = BundleSearch.of(judging.signatures(), demands, search);
            refusals.addAll(bundles.refusals());
            searched.addAll(bundles.searched());
            if (!bundles.verified().isEmpty()) {
                return accept(image, name, bundles.verified(), searched);
            }
            if (!bundles.exist()) {
                Verification<VerifiedSignature> legacy = judging.signatures().signatures(search, demands.demand(false));
                searched.addAll(legacy.searched());
                if (!legacy.verified().isEmpty()) {
                    return accept(image, name, legacy.verified(), searched);
                }
                refusals = legacy.refusals();
            }
            return refuse(image, name, refusals, searched);
        } catch (RegistryException e) {
            return refuse(image, name, new Reason(e.code(), e.getMessage(), name, e.remedy()));
        } catch (TrustException e) {
            return refuse(image, name, new Reason(ReasonCode.TRUST_ROOT_UNAVAILABLE, e.getMessage(), name, e.remedy()));
        }
    }

    private boolean attested(String image, ResolvedImage subject, JsonNode attestation, JsonNode attestor) {
        String name =
                attestor.path("name").asText() + " " + attestation.path("name").asText();
        JsonNode cosign = attestor.path("cosign");
        String written = attestation.at("/intoto/type").asText("");
        String type = ALIASES.getOrDefault(written, written);
        if (written.isEmpty()) {
            return refuse(
                    image,
                    name,
                    new Reason(
                            ReasonCode.UNSUPPORTED,
                            "cosign attestors verify in-toto attestations only, no OCI referrers",
                            name,
                            "Write intoto: with the type of the predicate"));
        }
        try {
            if (!cosign.path("annotations").isEmpty()) {
                return refuse(image, name, annotations());
            }
            CosignDemands demands = new CosignDemands(cosign, judging.defaultTrust(), expressions);
            Search search = search(subject, cosign);
            BundleSearch bundles = BundleSearch.of(judging.signatures(), demands, search);
            Verification<VerifiedAttestation> found =
                    judging.signatures().attestations(search, demands.demand(bundles.exist()), Set.of(type));
            if (found.verified().isEmpty()) {
                List<Refusal> refusals = found.refusals().isEmpty()
                        ? List.of(new Refusal(
                                ReasonCode.ATTESTATION_MISSING, "required predicate type " + type + " not found", ""))
                        : found.refusals();
                return refuse(image, name, refusals, found.searched());
            }
            for (VerifiedAttestation one : found.verified()) {
                statements.put(image + " " + one.predicateType(), one.statement());
            }
            return accept(
                    image,
                    name,
                    found.verified().stream()
                            .map(VerifiedAttestation::signature)
                            .toList(),
                    found.searched());
        } catch (RegistryException e) {
            return refuse(image, name, new Reason(e.code(), e.getMessage(), name, e.remedy()));
        } catch (TrustException e) {
            return refuse(image, name, new Reason(ReasonCode.TRUST_ROOT_UNAVAILABLE, e.getMessage(), name, e.remedy()));
        }
    }

    private static Reason annotations() {
        return new Reason(
                ReasonCode.UNSUPPORTED,
                "annotations of a cosign attestor are compared with the layer's, which cosign does not write, so nothing fits",
                "",
                "Remove annotations from the attestor");
    }

    private boolean accept(String image, String name, List<VerifiedSignature> verified, List<SearchStep> searched) {
        evidence.add(new AuthorityResult(
                title(name, image),
                Verdict.PASS,
                verified.stream().map(Verifications::signer).toList(),
                searched,
                List.of()));
        return true;
    }

    private boolean refuse(String image, String name, List<Refusal> refusals, List<SearchStep> searched) {
        List<Reason> reasons = refusals.stream()
                .map(r -> new Reason(r.code(), r.message(), title(name, image), r.remedy()))
                .toList();
        boolean error = reasons.stream().anyMatch(r -> r.code().isError());
        evidence.add(new AuthorityResult(
                title(name, image), error ? Verdict.ERROR : Verdict.FAIL, List.of(), searched, reasons));
        return false;
    }

    private boolean refuse(String image, String name, Reason reason) {
        evidence.add(new AuthorityResult(
                title(name, image),
                reason.code().isError() ? Verdict.ERROR : Verdict.FAIL,
                List.of(),
                List.of(),
                List.of(reason)));
        return false;
    }

    private static String title(String name, String image) {
        return name + " of " + image;
    }

    private static AuthorityResult.Signer signer(VerifiedSignature signature) {
        String signedAt = signature.times().stream()
                .min(Instant::compareTo)
                .map(Object::toString)
                .orElse("");
        return signature
                .signer()
                .identity()
                .map(i -> new AuthorityResult.Signer(
                        String.join(", ", i.subjects()), i.issuer(), signedAt, signature.artefact()))
                .orElseGet(() -> new AuthorityResult.Signer(
                        "sha256:" + signature.signer().key(), "", signedAt, signature.artefact()));
    }
}
