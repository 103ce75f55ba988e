package io.jenkins.plugins.imagepolicy.engine.policy.sigstore.resource;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.NearestName;
import io.jenkins.plugins.imagepolicy.engine.image.ImageGlob;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Rules of a ClusterImagePolicy's {@code spec} (source: policy-controller pkg/apis/policy, same for both versions). */
final class CipRules {
    private final ResourceOptions options;
    private final FieldErrors errors = new FieldErrors();

    private CipRules(ResourceOptions options) {
        this.options = options;
    }

    /** @param spec after defaulting */
    static FieldErrors check(Field spec, ResourceOptions options) {
        CipRules rules = new CipRules(options);
        rules.images(spec.get("images"));
        rules.authorities(spec.get("authorities"));
        if (spec.get("policy").present()) {
            PolicyRules.check(spec.get("policy").named(spec.path()), rules.errors);
        }
        rules.mode(spec.get("mode"));
        spec.get("match").items().forEach(rules::match);
        return rules.errors;
    }

    private void images(Field images) {
        if (images.items().isEmpty()) {
            errors.missing("Say which images the policy is for: images: [{glob: \"registry.example/**\"}]", images);
        }
        for (Field image : images.items()) {
            Field glob = image.get("glob");
            if (!glob.hasText()) {
                errors.missing("Write the glob", glob);
            } else {
                glob(glob);
            }
        }
    }

    private void glob(Field glob) {
        if (!GlobSyntax.isValid(glob.text())) {
            errors.invalid(glob, "glob is invalid: syntax error in pattern", "Use the wildcards * and ** only");
            return;
        }
        try {
            ImageGlob.compile(glob.text());
        } catch (IllegalArgumentException e) {
            errors.invalid(
                    glob,
                    "glob is invalid: " + e.getMessage(),
                    "Use letters, digits, - _ : / . @ and the wildcards * and **");
        }
    }

    private void authorities(Field authorities) {
        List<Field> items = authorities.items();
        if (items.isEmpty() && options.failOnEmptyAuthorities()) {
            errors.missing("Say who must have signed: authorities: [{keyless: …}]", authorities);
        }
        items.forEach(authority -> AuthorityRules.check(authority, errors));
    }

    private void mode(Field mode) {
        if (mode.hasText() && !List.of("enforce", "warn").contains(mode.text())) {
            errors.invalid(mode, "unsupported mode", "Write mode: enforce or mode: warn");
        }
    }

    private void match(Field match) {
        Field resource = match.get("resource");
        if (resource.hasText()
                && !options.matchResources().isEmpty()
                && !options.matchResources().contains(resource.text())) {
            Optional<String> nearest = NearestName.of(resource.text(), options.matchResources());
            errors.invalid(
                    resource,
                    "unsupported resource name",
                    nearest.map(n -> "Did you mean '" + n + "'?")
                            .orElse("Write one of " + String.join(", ", new TreeSet<>(options.matchResources()))));
        }
        boolean bare = !resource.hasText()
                && !match.get("group").hasText()
                && !match.get("version").hasText();
        if (match.get("selector").present() && bare) {
            errors.invalid(
                    "",
                    match.get("selector"),
                    "selector requires a resource type to match the labels",
                    "Write group, version and resource beside the selector");
        }
    }
}
