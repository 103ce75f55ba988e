package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import java.util.ArrayList;
import java.util.List;

/** The rules that follow from the groups of a node and of those above it. */
final class Rules {
    private Rules() {}

    /** Whether no rule of this node reaches the data below it. */
    static boolean isFree(Node node) {
        for (Rule rule : of(node)) {
            if (!rule.ignored && !rule.once && !rule.removed) {
                return false;
            }
        }
        return true;
    }

    /** The rules for the fields of a node: those of the nodes above that reach it, and those of its own groups. */
    static List<Rule> of(Node node) {
        ClosedState state = node.closed;
        if (state.rules != null) {
            return state.rules;
        }
        List<Rule> rules = new ArrayList<>();
        if (node.parent != null && !node.inline) {
            for (Rule rule : of(node.parent)) {
                Rule copy = rule.copy();
                copy.ignored = copy.ignored || copy.once;
                rules.add(copy);
            }
        }
        int inherited = rules.size();
        for (Group group : state.groups) {
            addRule(rules, group, inherited);
        }
        if (node.label != null && !node.label.isRegular()) {
            rules.removeIf(rule -> state.evidence.stream().noneMatch(e -> rule.origin.contains(e.origin)));
        }
        rules.removeIf(rule -> isOpened(node, rule));
        state.rules = rules;
        return rules;
    }

    private static void addRule(List<Rule> rules, Group group, int inherited) {
        if (group.ignored && group.origin.type == Origin.Type.REFERENCE) {
            return;
        }
        for (Rule rule : rules) {
            if (rule.origin == group.origin) {
                return;
            }
        }
        boolean once = false;
        if (group.origin.type != Origin.Type.EMBEDDING) {
            once = group.source != null && group.source.closedOnce;
            if (!group.ignored && !group.recursive) {
                once = true;
            }
        }
        rules.add(new Rule(group.origin, group.parent, group.embedding, once, group.ignored, false));
        if (group.parent == null || group.ignored) {
            return;
        }
        Origin outer = group.parent;
        for (int i = inherited - 1; i >= 0 && outer != null; i--) {
            Rule rule = rules.get(i);
            if (rule.origin == outer) {
                rule.once = rule.ignored ? !group.recursive : rule.once && !group.recursive;
                rule.ignored = false;
                outer = rule.parent;
            }
        }
    }

    /** Whether a {@code _}, an ellipsis or a validator lifts the rule; it may also mark the rule as lifted for good. */
    private static boolean isOpened(Node node, Rule rule) {
        boolean top = false;
        boolean struct = false;
        boolean validator = false;
        boolean any = false;
        for (Evidence evidence : node.closed.evidence) {
            if (rule.origin.contains(evidence.origin)) {
                any = true;
                boolean older = evidence.origin == null || evidence.origin.sequence < rule.origin.sequence;
                top = top || evidence.top;
                validator = validator || evidence.openValidator;
                struct = struct || (evidence.struct && !older);
            }
        }
        if ((top && !struct) || validator) {
            return true;
        }
        boolean isStruct = rule.origin.type == Origin.Type.STRUCT;
        if (any && !isStruct) {
            return false;
        }
        Origin ellipsis = node.parent == null ? null : ellipsis(node.parent, rule);
        if (ellipsis != null) {
            boolean beside = any && node.closed.evidence.stream().anyMatch(e -> ellipsis.contains(e.origin));
            if (!beside) {
                rule.removed = true;
            }
        }
        return false;
    }

    /** The origin of an ellipsis within the rule's group, or null. */
    static Origin ellipsis(Node node, Rule rule) {
        for (Evidence evidence : node.closed.evidence) {
            if (evidence.ellipsis && evidence.origin != null && rule.origin.contains(evidence.origin)) {
                return evidence.origin;
            }
        }
        return null;
    }
}
