package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Term;
import io.jenkins.plugins.imagepolicy.engine.language.rego.value.Value;

/** Answers calls that the compiler itself replaces by a constant, {@code rego.metadata.rule()} for one. */
interface MetadataLookup {
    MetadataLookup NONE = (name, call) -> null;

    /** The constant, or null if the call is an ordinary one. */
    Value value(String name, Term.Call call);
}
