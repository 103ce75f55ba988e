package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Module;
import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import java.util.List;

/** The metadata comments of a module, as {@code rego.metadata.rule()} and {@code rego.metadata.chain()} see them. */
final class Annotations {
    private Annotations() {}

    static Annotations of(Module module, List<Module> all) {
        return new Annotations();
    }

    MetadataLookup lookup(Rule rule) {
        return MetadataLookup.NONE;
    }
}
