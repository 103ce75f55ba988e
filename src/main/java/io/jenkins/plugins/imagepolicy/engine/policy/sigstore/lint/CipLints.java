package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.lint;

import com.fasterxml.jackson.core.JsonPointer;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.document.Document;
import io.jenkins.plugins.imagepolicy.engine.image.ImageGlob;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.Authority;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.CipSpec;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.MatchResource.InvalidSelectorException;
import io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource.PolicyRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All lints of one valid ClusterImagePolicy. */
public final class CipLints {
    private static final JsonPointer IMAGES = JsonPointer.compile("/spec/images");

    private final Document document;
    private final CipSpec spec;
    private final List<Diagnostic> found = new ArrayList<>();

    private CipLints(Document document, CipSpec spec) {
        this.document = document;
        this.spec = spec;
    }

    public static List<Diagnostic> of(Document document, CipSpec spec) {
        CipLints lints = new CipLints(document, spec);
        lints.globs();
        lints.selectors();
        Set<String> names = new HashSet<>();
        for (Authority authority : spec.authorities()) {
            if (!names.add(authority.name())) {
                lints.warn(
                        Lint.AUTHORITY_NAME_TWICE,
                        authority.pointer().appendProperty("name"),
                        "Two authorities have the name '" + authority.name() + "'; a policy sees only one of them",
                        "Give each authority its own name");
            }
            lints.found.addAll(new AuthorityLints(document, authority).all());
            for (Authority.Attestation attestation : authority.attestations()) {
                attestation.policy().ifPresent(policy -> lints.text(policy, true));
            }
        }
        spec.policy().ifPresent(policy -> lints.text(policy, false));
        return lints.found;
    }

    private void globs() {
        for (int i = 0; i < spec.images().size(); i++) {
            ImageGlob glob = spec.images().get(i);
            if (GlobReach.matchesSomeDigest(glob)) {
                continue;
            }
            JsonPointer pointer = IMAGES.appendIndex(i).appendProperty("glob");
            if (GlobReach.matchesSomeTag(glob)) {
                String repository = glob.toString().replaceFirst(":[^/:]*$", "");
                warn(
                        Lint.GLOB_TAG_ONLY,
                        pointer,
                        "The glob '" + glob
                                + "' can only match a tag, but images are matched by digest: it matches nothing",
                        "Write '" + repository + "@*'");
            } else {
                warn(
                        Lint.GLOB_NEVER_MATCHES,
                        pointer,
                        "The glob '" + glob + "' matches no image: names are complete, such as"
                                + " index.docker.io/library/nginx@sha256:…",
                        "Write registry.example/repository* or **/name*");
            }
        }
    }

    private void selectors() {
        spec.match().forEach(match -> match.selector().ifPresent(selector -> {
            try {
                match.check();
            } catch (InvalidSelectorException e) {
                warn(
                        Lint.SELECTOR_INVALID,
                        match.pointer().appendProperty("selector"),
                        e.getMessage() + "; every image that gets here is refused",
                        "Write a label selector as Kubernetes has it");
            }
        }));
    }

    private void text(PolicyRef policy, boolean attestation) {
        Optional<String> text =
                policy.text() instanceof PolicyRef.Text.Data data ? Optional.of(data.text()) : Optional.empty();
        text.ifPresent(t -> found.addAll(new TextLints(document, policy, t, attestation).all()));
    }

    private void warn(String code, JsonPointer pointer, String message, String remedy) {
        found.add(document.warning(code, pointer, message, remedy));
    }
}
