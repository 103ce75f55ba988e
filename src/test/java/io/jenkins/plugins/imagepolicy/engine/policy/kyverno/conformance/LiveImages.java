package io.jenkins.plugins.imagepolicy.engine.policy.kyverno.conformance;

import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.image.ImageReference;
import io.jenkins.plugins.imagepolicy.engine.image.InvalidReferenceException;
import io.jenkins.plugins.imagepolicy.engine.image.RepositoryName;
import io.jenkins.plugins.imagepolicy.engine.registry.Registries;
import io.jenkins.plugins.imagepolicy.engine.registry.Repository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.MemoryRepository;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestIdentity;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigner;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestSigstore;
import java.util.HashMap;
import java.util.Map;

/**
 * The images that upstream's cases expect in live registries, with signatures of the same shape by keys and a Sigstore of our
 * own. What nobody signed is there too, so that "unsigned" is never confused with "missing".
 */
final class LiveImages implements Registries {
    static final String SLSA_V02 = "https://slsa.dev/provenance/v0.2";
    static final String SLSA_V1 = "https://slsa.dev/provenance/v1";
    static final String VULNERABILITIES = "cosign.sigstore.dev/attestation/vuln/v1";
    private static final String GENERATOR = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/"
            + "generator_container_slsa3.yml@refs/heads/main";
    private static final String ZULU = "https://github.com/chipzoller/zulu/.github/workflows/";
    private static final String SAMPLE = "ghcr.io/kyverno/test-verify-image";

    private final TestSigstore sigstore = TestSigstore.create();
    private final Map<String, MemoryRepository> repositories = new HashMap<>();
    private final Map<String, TestSigner> byKey = new HashMap<>();

    LiveImages() {
        zulu();
        bundles();
        keyless("ghcr.io/sigstore/cosign/cosign", "latest", "https://github.com/sigstore/cosign/release.yaml");
        keyless(SAMPLE, "signed-keyless", "https://github.com/kyverno/test/.github/workflows/sign.yaml");
    }

    TestSigstore sigstore() {
        return sigstore;
    }

    private void zulu() {
        String name = "ghcr.io/kyverno/zulu";
        MemoryRepository zulu = repository(name);
        for (String tag : new String[] {"v0.0.14", "latest"}) {
            Digest image = ensure(name, tag);
            sigstore.signLegacy(zulu, image, github(ZULU + "slsa-generic-keyless.yaml@refs/tags/v0.0.14"));
            sigstore.attestLegacy(
                    zulu, image, github(GENERATOR), SLSA_V02, "{\"builder\": {\"id\": \"" + GENERATOR + "\"}}");
            sigstore.attestLegacy(
                    zulu,
                    image,
                    github(ZULU + "vulnerability-scan.yaml@refs/heads/main"),
                    VULNERABILITIES,
                    "{\"scanner\": {\"uri\": \"pkg:github/aquasecurity/trivy@0.34.0\"}}");
        }
    }

    private void bundles() {
        String workflow = "/.github/workflows/build-attested-image.yaml@refs/heads/main";
        String provenance =
                "{\"buildDefinition\": {\"buildType\": \"https://actions.github.io/buildtypes/workflow/v1\"}}";
        attestBundle(
                "ghcr.io/vishal-chdhry/artifact-attestation-example",
                "artifact-attestation",
                "https://github.com/vishal-chdhry/artifact-attestation-example" + workflow,
                provenance);
        sigstore.bundleAttestation(
                        ensure("ghcr.io/nirmata/github-signing-demo", "latest"),
                        github("https://github.com/nirmata/github-signing-demo" + workflow),
                        SLSA_V1,
                        provenance)
                .timestamped()
                .push(repository("ghcr.io/nirmata/github-signing-demo"));
        attestBundle(
                "ghcr.io/kyverno/test-images/cosign",
                "github-attestation",
                "https://github.com/kyverno/test-images/.github/workflows/cosign.yml@refs/heads/main",
                provenance);
    }

    private void attestBundle(String name, String tag, String subject, String provenance) {
        sigstore.attestBundle(repository(name), ensure(name, tag), github(subject), SLSA_V1, provenance);
    }

    private void keyless(String name, String tag, String subject) {
        sigstore.signLegacy(repository(name), ensure(name, tag), github(subject));
    }

    private static TestSigner github(String subject) {
        return TestSigner.keyless(TestIdentity.uri(subject, TestIdentity.GITHUB_ISSUER));
    }

    /** Our key in place of upstream's; the first use of a known key signs what its owner signed upstream. */
    TestSigner signer(String upstreamKey) {
        TestSigner known = byKey.get(upstreamKey);
        if (known != null) {
            return known;
        }
        TestSigner signer = TestSigner.key("P-256");
        byKey.put(upstreamKey, signer);
        if (upstreamKey.contains("8nXRh950IZbRj8Ra")) {
            sign(signer, SAMPLE, "signed");
            scan(signer);
        } else if (upstreamKey.contains("EfnYaFSrs2pLp4ShcWBgM")) {
            sign(signer, SAMPLE + "-rollback", "signed-1");
            sign(signer, SAMPLE + "-rollback", "signed-2");
        } else if (upstreamKey.contains("EoKYkkX32oSx61B4")) {
            signByReferrer(signer, SAMPLE, "cosign-oci11");
        } else if (upstreamKey.contains("EstG5Xl7UxkQsmLUx")) {
            sigstore.legacySignature(ensure(SAMPLE, "tsa"), signer)
                    .timestamped()
                    .push(repository(SAMPLE));
        } else if (upstreamKey.contains("EMKLYTatU9CUsrA5T")) {
            for (String tag : new String[] {"6.3.3", "6.3.4", "6.3.5"}) {
                sign(signer, "ghcr.io/stefanprodan/podinfo", tag);
            }
        } else if (upstreamKey.contains("EyQfmL5YwHbn9xrrgG3vgbU0KJxMY")) {
            sign(signer, SAMPLE, "signed-by-someone-else");
        }
        return signer;
    }

    /** Our key pair in place of that of one of upstream's certificates, whose owner signed and attested with Notary. */
    TestSigner certified(String upstreamCertificate) {
        return byKey.computeIfAbsent(upstreamCertificate, absent -> {
            TestSigner signer = TestSigner.key("P-256");
            sign(signer, SAMPLE, "signed");
            sign(signer, SAMPLE + "-private", "signed");
            MemoryRepository store = repository(SAMPLE);
            Digest image = ensure(SAMPLE, "signed");
            String sbom = "{\"bomFormat\": \"CycloneDX\", \"metadata\": {\"timestamp\": \"2023-11-29T07:55:40Z\"},"
                    + " \"components\": [{\"licenses\": [{\"expression\": \"GPL-3.0\"}]}]}";
            String scan = "{\"descriptor\": {\"timestamp\": \"2023-11-28T07:55:40Z\"}, \"matches\": [],"
                    + " \"source\": {\"type\": \"image\"}}";
            String found = "{\"Vulnerabilities\": [{\"VulnerabilityID\": \"%s\"}]}";
            sigstore.attestLegacy(store, image, signer, "trivy/vulnerability", found.formatted("CVE-1"));
            sigstore.attestLegacy(store, image, signer, "trivy/vulnerability-fail-test", found.formatted("CVE-2"));
            String vex = "{\"vulnerabilities\": [{\"id\": \"CVE-1\"}]}";
            sigstore.attestLegacy(store, image, signer, "vex/cyclone-dx", vex);
            sigstore.attestLegacy(store, image, signer, "sbom/cyclone-dx", sbom);
            sigstore.attestLegacy(store, image, signer, "vulnerability-scan", scan);
            return signer;
        });
    }

    private void scan(TestSigner signer) {
        sigstore.attestLegacy(
                repository(SAMPLE),
                ensure(SAMPLE, "signed"),
                signer,
                VULNERABILITIES,
                "{\"scanner\": {\"uri\": \"pkg:github/aquasecurity/trivy@0.34.0\"}}");
    }

    private void sign(TestSigner signer, String name, String tag) {
        sigstore.signLegacy(repository(name), ensure(name, tag), signer);
    }

    /** As cosign's experimental OCI 1.1 mode stores a signature: no tag, a referrer. */
    private void signByReferrer(TestSigner signer, String name, String tag) {
        MemoryRepository store = repository(name);
        Digest image = ensure(name, tag);
        sigstore.legacySignature(image, signer)
                .manifest(json -> {
                    json.put("artifactType", "application/vnd.dev.cosign.artifact.sig.v1+json");
                    json.putObject("subject")
                            .put("mediaType", "application/vnd.oci.image.manifest.v1+json")
                            .put("size", 1)
                            .put("digest", image.toString());
                })
                .push(store);
        store.untag("sha256-" + image.hex() + ".sig");
    }

    /** The digest of an image that is there, unsigned unless it was signed before. */
    Digest ensure(String name, String tag) {
        MemoryRepository repository = repository(name);
        return repository.tagged(tag).map(Digest::of).orElseGet(() -> repository.image(tag, config(name, tag)));
    }

    private static String config(String name, String tag) {
        String architecture = name.contains("arm64") ? "arm64" : "amd64";
        return "{\"architecture\": \"" + architecture + "\", \"os\": \"linux\", \"config\": {\"Labels\": {\"name\": \""
                + name + ":" + tag + "\"}}, \"rootfs\": {\"type\": \"layers\", \"diff_ids\": []}}";
    }

    /** Makes sure that a reference leads to an image. */
    void ensure(String reference) {
        try {
            ImageReference parsed = ImageReference.parse(reference);
            if (parsed.digest().isEmpty()) {
                ensure(parsed.repository().toString(), parsed.tag().orElse("latest"));
            }
        } catch (InvalidReferenceException e) {
            // The gate has to say so.
        }
    }

    MemoryRepository repository(String name) {
        try {
            return memory(RepositoryName.parse(name));
        } catch (InvalidReferenceException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private MemoryRepository memory(RepositoryName name) {
        return repositories.computeIfAbsent(
                name.toString(), key -> new MemoryRepository(name.registry(), name.path()).withReferrersApi());
    }

    @Override
    public Repository repository(RepositoryName name) {
        return memory(name);
    }

    @Override
    public void close() {}
}
