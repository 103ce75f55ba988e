package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import java.util.ArrayList;
import java.util.List;

/** Holds the fields of a node against its rules. */
final class RefusedFields {
    private RefusedFields() {}

    /** The fields of a finished node that no rule allows. */
    static List<Node> of(Node node) {
        if (node.arcs.isEmpty()) {
            return List.of();
        }
        List<Rule> base = Rules.of(node);
        if (!hasActive(base)) {
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : base) {
            rules.add(Rules.ellipsis(node, rule) != null ? rule.lifted() : rule);
        }
        List<Node> refused = new ArrayList<>();
        for (Node arc : node.arcs) {
            if (arc.type != FieldType.OPTIONAL
                    && arc.deref().error == null
                    && arc.label.isRegular()
                    && !isAllowed(arc, rules)) {
                refused.add(arc);
            }
        }
        return refused;
    }

    private static boolean hasActive(List<Rule> rules) {
        for (Rule rule : rules) {
            if (!rule.ignored() && !rule.removed()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAllowed(Node arc, List<Rule> rules) {
        for (Rule rule : rules) {
            if (!rule.ignored() && !rule.removed() && !hasEvidence(arc, rule, rules)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEvidence(Node arc, Rule rule, List<Rule> rules) {
        if (arc.closed.hasEvidence(rule.origin())) {
            return true;
        }
        Rule scope = find(rules, rule.embedding());
        if (scope == null) {
            return false;
        }
        Rule outer = find(rules, rule.parent());
        if (outer != null && outer.removed()) {
            return true;
        }
        for (Evidence evidence = arc.closed.evidence; evidence != null; evidence = evidence.next) {
            if (scope.origin().contains(evidence.embedding)) {
                continue;
            }
            if (outer == null || outer.origin().contains(evidence.origin)) {
                return true;
            }
        }
        return false;
    }

    private static Rule find(List<Rule> rules, Origin origin) {
        if (origin != null) {
            for (Rule rule : rules) {
                if (rule.origin() == origin) {
                    return rule;
                }
            }
        }
        return null;
    }
}
