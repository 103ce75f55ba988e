package io.jenkins.plugins.imagepolicy.engine.language.rego.compiler;

import io.jenkins.plugins.imagepolicy.engine.language.rego.eval.RuleGroup;
import java.util.List;
import java.util.Map;

/** Refuses what cannot be right whatever the input. */
final class TypeChecker {
    TypeChecker(Program program, Map<RuleGroup, List<CoreRule>> rules) {}

    void check(List<RuleGroup> order) {}

    void checkQuery(Core.Body body) {}
}
