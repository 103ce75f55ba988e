package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.ast.Rule;
import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import java.util.List;

/**
 * A rule in the core language.
 *
 * @param tail the terms of the head's reference behind the constant prefix
 * @param key the element of a set rule, or null
 */
record CoreRule(
        RuleGroup group,
        Rule source,
        List<Core.Term> args,
        List<Core.Term> tail,
        Core.Term key,
        Core.Term value,
        Core.Body body,
        CoreRule orElse) {}
