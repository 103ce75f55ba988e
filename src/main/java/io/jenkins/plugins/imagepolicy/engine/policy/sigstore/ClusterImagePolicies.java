package io.jenkins.plugins.imagepolicy.engine.policy.sigstore;

import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.policy.Companions;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicyKind;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.PolicyJudge;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.evaluation.PolicyText;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.language.PolicyLanguages;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint.CipLints;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material.HttpsTexts;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material.References;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material.RemoteTexts;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.material.TrustRootCheck;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.CipSpec;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.ClusterImagePolicyReader;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.ControllerSettings;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.ResourceOptions;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.TrustRootResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads ClusterImagePolicies and the TrustRoots that they name. */
public final class ClusterImagePolicies implements PolicyKind {
    private static final String TRUST_ROOT = "TrustRoot";
    private static final String GROUP = "policy.sigstore.dev/";
    private static final Set<String> VERSIONS = Set.of(GROUP + "v1alpha1", GROUP + "v1beta1");

    private final ResourceOptions options;
    private final PolicyLanguages languages;
    private final RemoteTexts remote;

    public ClusterImagePolicies() {
        this(ResourceOptions.DEFAULT, PolicyLanguages.STANDARD, new HttpsTexts());
    }

    public ClusterImagePolicies(ResourceOptions options, PolicyLanguages languages, RemoteTexts remote) {
        this.options = options;
        this.languages = languages;
        this.remote = remote;
    }

    @Override
    public boolean claims(String apiVersion, String kind) {
        return kind.equals(ClusterImagePolicy.KIND) && VERSIONS.contains(apiVersion)
                || kind.equals(TRUST_ROOT) && apiVersion.equals(GROUP + "v1alpha1");
    }

    @Override
    public void load(Document document, Companions companions, LoadOptions loadOptions, Loaded loaded) {
        if (document.content().path("kind").asText().equals(TRUST_ROOT)) {
            TrustRootResource.Result read = TrustRootResource.read(document);
            read.diagnostics().forEach(loaded::diagnostic);
            read.spec()
                    .flatMap(spec -> TrustRootCheck.repository(document, spec, loadOptions.now()))
                    .ifPresent(loaded::diagnostic);
            return;
        }
        ClusterImagePolicyReader.Result read = ClusterImagePolicyReader.read(document, options(companions, loaded));
        read.diagnostics().forEach(loaded::diagnostic);
        read.spec().ifPresent(spec -> {
            CipLints.of(document, spec).forEach(loaded::diagnostic);
            References references = new References(companions, languages, remote);
            references.check(document, spec).forEach(loaded::diagnostic);
            loaded.policy(policy(document, spec, references));
        });
    }

    /** A controller's own settings, when its ConfigMap stands beside the policies. */
    private ResourceOptions options(Companions companions, Loaded loaded) {
        Optional<ControllerSettings> settings = companions
                .find("ConfigMap", "cosign-system", ControllerSettings.NAME)
                .map(ControllerSettings::read);
        settings.ifPresent(s -> s.diagnostics().forEach(loaded::diagnostic));
        boolean emptyAllowed = settings.isPresent() && !settings.get().failOnEmptyAuthorities();
        return emptyAllowed ? options.withEmptyAuthorities() : options;
    }

    private static ClusterImagePolicy policy(Document document, CipSpec spec, References references) {
        String name = document.file() + ": " + spec.name();
        Optional<PolicyText> own = spec.policy().map(p -> references.policyText(p, name));
        List<List<PolicyText>> attestations = new ArrayList<>();
        for (Authority authority : spec.authorities()) {
            List<PolicyText> texts = new ArrayList<>();
            authority
                    .attestations()
                    .forEach(a -> texts.add(a.policy()
                            .map(p -> references.policyText(p, name + "/" + a.name()))
                            .orElse(null)));
            attestations.add(texts);
        }
        return new ClusterImagePolicy(document, spec, new PolicyJudge(spec, own, attestations, references));
    }
}
