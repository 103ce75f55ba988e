package io.jenkins.plugins.imagepolicy.engine.signature.discovery;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifest;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.signature.Search;
import io.jenkins.plugins.imagepolicy.engine.signature.SearchStep;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.Artefact;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.format.BundleReader;
import io.jenkins.plugins.imagepolicy.engine.signature.format.LegacyReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One search for what belongs to a digest: cosign's tags, the referrers API and its fallback tag, in every repository named. What
 * an index claims about its entries is believed by nobody: each manifest is opened and must itself name the image as subject.
 * Not safe for use by several threads.
 */
public final class Discovery {
    private static final int MOST_REFERRERS = 256;
    private static final int MOST_LAYERS = 1000;
    private static final long LARGEST_PAYLOAD = 1024 * 1024;
    private static final long LARGEST_ATTESTATION = 32 * 1024 * 1024;

    private final Search search;
    private final List<SearchStep> steps = new ArrayList<>();
    private List<Referrer> referrers;
    private RegistryException gap;

    private record Referrer(Repository repository, Manifest manifest) {}

    @FunctionalInterface
    private interface Reader {
        Artefact read(String where, Map<String, String> annotations, byte[] blob) throws UnverifiedException;
    }

    public Discovery(Search search) {
        this.search = search;
    }

    /** Everything looked for up to now. */
    public List<SearchStep> steps() {
        return List.copyOf(steps);
    }

    /** Says that a list named something that is not there; then "nothing found" is not what the registry said. */
    public Optional<RegistryException> gap() {
        return Optional.ofNullable(gap);
    }

    /** Layers of the {@code .sig} tags. */
    public List<Candidate> signatureTags() throws RegistryException {
        return tagged("sig", "signature");
    }

    /** Layers of the {@code .att} tags. */
    public List<Candidate> attestationTags() throws RegistryException {
        return tagged("att", "attestation");
    }

    /** Simple-signing layers of referrers, as cosign stores them when asked for OCI 1.1. */
    public List<Candidate> signatureReferrers() throws RegistryException {
        return referred(
                LegacyReader.SIMPLE_SIGNING::equals, "legacy signature", LegacyReader::signature, LARGEST_PAYLOAD);
    }

    /** DSSE layers of referrers. */
    public List<Candidate> attestationReferrers() throws RegistryException {
        return referred(
                LegacyReader.DSSE::equals, "legacy attestation", LegacyReader::attestation, LARGEST_ATTESTATION);
    }

    /** Bundles, signatures and attestations alike. */
    public List<Candidate> bundles() throws RegistryException {
        return referred(
                BundleReader::isBundle,
                "bundle",
                (where, annotations, blob) -> BundleReader.read(where, blob),
                LARGEST_ATTESTATION);
    }

    /** Looks for an SBOM that cosign attached; nobody signed it, so it proves nothing. */
    public void noteUnsignedSbom() throws RegistryException {
        for (Repository repository : search.repositories()) {
            String tag = tag(".sbom");
            boolean found = repository.manifest(tag).isPresent();
            step("tag " + tag, repository, found ? "an unsigned SBOM, which proves nothing" : "404");
        }
    }

    private List<Candidate> tagged(String suffix, String noun) throws RegistryException {
        List<Candidate> candidates = new ArrayList<>();
        for (Repository repository : search.repositories()) {
            String tag = tag("." + suffix);
            Optional<Manifest> manifest = repository.manifest(tag);
            if (manifest.isEmpty()) {
                step("tag " + tag, repository, "404");
                continue;
            }
            List<Descriptor> layers = manifest.get().layers();
            requireAtMost(MOST_LAYERS, layers.size(), "layers", "tag " + tag, repository);
            step("tag " + tag, repository, count(layers.size(), noun));
            for (int i = 0; i < layers.size(); i++) {
                candidates.add(
                        layer("tag " + tag + " layer " + (i + 1), repository, layers.get(i), suffix.equals("sig")));
            }
        }
        return candidates;
    }

    private Candidate layer(String where, Repository repository, Descriptor layer, boolean signature) {
        String expected = signature ? LegacyReader.SIMPLE_SIGNING : LegacyReader.DSSE;
        if (!layer.mediaType().equals(expected)) {
            return new Candidate(where, () -> {
                throw new UnverifiedException(
                        ReasonCode.BAD_SIGNATURE,
                        "it is of the type '" + Printable.line(layer.mediaType()) + "' instead of " + expected);
            });
        }
        return signature
                ? candidate(where, repository, layer, LegacyReader::signature, LARGEST_PAYLOAD)
                : candidate(where, repository, layer, LegacyReader::attestation, LARGEST_ATTESTATION);
    }

    private static Candidate candidate(
            String where, Repository repository, Descriptor layer, Reader reader, long limit) {
        return new Candidate(where, () -> {
            byte[] blob = repository
                    .blob(layer.digest(), limit)
                    .orElseThrow(() -> missing(where + " is stored as " + layer.digest(), repository));
            return reader.read(where, layer.annotations(), blob);
        });
    }

    private List<Candidate> referred(Predicate<String> mediaType, String noun, Reader reader, long limit)
            throws RegistryException {
        List<Candidate> candidates = new ArrayList<>();
        for (Referrer referrer : referrers()) {
            List<Descriptor> layers = referrer.manifest().layers();
            requireAtMost(
                    MOST_LAYERS,
                    layers.size(),
                    "layers",
                    "referrer " + referrer.manifest().digest(),
                    referrer.repository());
            for (Descriptor layer : layers) {
                if (mediaType.test(layer.mediaType())) {
                    String where = noun + " " + referrer.manifest().digest();
                    candidates.add(candidate(where, referrer.repository(), layer, reader, limit));
                }
            }
        }
        return candidates;
    }

    private List<Referrer> referrers() throws RegistryException {
        if (referrers == null) {
            List<Referrer> found = new ArrayList<>();
            for (Repository repository : search.repositories()) {
                Map<Digest, Descriptor> listed = new LinkedHashMap<>();
                listed(repository).forEach(descriptor -> listed.put(descriptor.digest(), descriptor));
                requireAtMost(
                        MOST_REFERRERS,
                        listed.size(),
                        "referrers",
                        search.image().toString(),
                        repository);
                for (Digest digest : listed.keySet()) {
                    open(repository, digest).ifPresent(m -> found.add(new Referrer(repository, m)));
                }
            }
            referrers = found;
        }
        return referrers;
    }

    /** The API's list; where it is empty or not served, also the fallback tag, since clients write it where the API is missing. */
    private List<Descriptor> listed(Repository repository) throws RegistryException {
        Referrers answer = repository.referrers(search.image());
        step(
                "referrers of " + search.image(),
                repository,
                answer.supported() ? count(answer.descriptors().size(), "referrer") : "no referrers API");
        if (!answer.descriptors().isEmpty()) {
            return answer.descriptors();
        }
        String tag = "sha256-" + search.image().hex();
        Optional<Manifest> index = repository.manifest(tag);
        if (index.isEmpty()) {
            step("tag " + tag, repository, "404");
            return List.of();
        }
        if (!index.get().isIndex()) {
            step("tag " + tag, repository, "no index");
            gap = new RegistryException(
                    ReasonCode.CONTENT_INVALID,
                    "The tag " + tag + " of " + repository.description() + " is no index of referrers",
                    "Remove the tag if it is a mistake; signatures in the bundle format are listed there");
            return List.of();
        }
        step("tag " + tag, repository, count(index.get().manifests().size(), "referrer"));
        return index.get().manifests();
    }

    private Optional<Manifest> open(Repository repository, Digest digest) throws RegistryException {
        Optional<Manifest> manifest = repository.manifest(digest);
        if (manifest.isEmpty()) {
            step("referrer " + digest, repository, "404");
            gap = missing("referrer " + digest + " is listed", repository);
            return Optional.empty();
        }
        boolean ours = manifest.get()
                .subject()
                .map(subject -> subject.digest().equals(search.image()))
                .orElse(false);
        if (!ours) {
            step("referrer " + digest, repository, "belongs to another image");
            return Optional.empty();
        }
        step("referrer " + digest, repository, Printable.line(type(manifest.get())));
        return manifest;
    }

    private static String type(Manifest manifest) {
        return manifest.artifactType()
                .or(() -> manifest.layers().stream().map(Descriptor::mediaType).findFirst())
                .orElse(manifest.mediaType());
    }

    private String tag(String suffix) {
        return search.tagPrefix().orElse("") + "sha256-" + search.image().hex() + suffix;
    }

    private void step(String what, Repository repository, String result) {
        steps.add(new SearchStep(what + " of " + repository.description(), result));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static RegistryException missing(String what, Repository repository) {
        return new RegistryException(
                ReasonCode.CONTENT_INVALID,
                "The " + what + " in " + repository.description() + " and is not there",
                "Sign the image anew, or remove what is left of the old signature");
    }

    private static void requireAtMost(int most, int number, String noun, String what, Repository repository)
            throws RegistryException {
        if (number > most) {
            throw new RegistryException(
                    ReasonCode.CONTENT_INVALID,
                    what + " of " + repository.description() + " has " + number + " " + noun + ", more than " + most,
                    "Remove the signatures that are not needed");
        }
    }
}
