package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import java.util.ArrayList;
import java.util.List;

/** The rules that follow from the groups of a node and of those above it. */
final class Rules {
    private Rules() {}

    /** Whether no rule of this node reaches the data below it. */
    static boolean isFree(Node node) {
        for (Rule rule : of(node)) {
            if (!rule.ignored() && !rule.once() && !rule.removed()) {
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
        List<Rule> above = node.parent == null || node.inline ? List.of() : of(node.parent);
        List<Rule> rules = new ArrayList<>(above.size() + state.groups.size());
        for (Rule rule : above) {
            rules.add(rule.inherited());
        }
        for (Group group : state.groups) {
            addRule(rules, group, above.size());
        }
        if (node.label != null && !node.label.isRegular()) {
            rules.removeIf(rule -> !state.hasEvidence(rule.origin()));
        }
        rules.removeIf(rule -> isOpened(node, rule));
        rules.replaceAll(rule -> isLifted(node, rule) ? rule.lifted() : rule);
        state.rules = isSame(rules, above) ? above : rules;
        return state.rules;
    }

    /** Most nodes have the rules of the one above: then they share the list. */
    private static boolean isSame(List<Rule> rules, List<Rule> above) {
        if (rules.size() != above.size()) {
            return false;
        }
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) != above.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static void addRule(List<Rule> rules, Group group, int inherited) {
        if (group.ignored && group.origin.type == Origin.Type.REFERENCE) {
            return;
        }
        for (int i = 0; i < inherited; i++) { // groups of one node never share an origin
            if (rules.get(i).origin() == group.origin) {
                return;
            }
        }
        boolean closedOnce = group.source != null && group.source.closedOnce;
        boolean onlyHere =
                group.origin.type != Origin.Type.EMBEDDING && (closedOnce || (!group.ignored && !group.recursive));
        rules.add(new Rule(group.origin, group.parent, group.embedding, onlyHere, group.ignored, false));
        if (group.parent == null || group.ignored) {
            return;
        }
        Origin outer = group.parent;
        for (int i = inherited - 1; i >= 0 && outer != null; i--) {
            Rule rule = rules.get(i);
            if (rule.origin() == outer) {
                boolean once = (rule.ignored() || rule.once()) && !group.recursive;
                rules.set(i, rule.withState(once, false));
                outer = rule.parent();
            }
        }
    }

    /** Whether a {@code _} or a validator lifts the rule here. */
    private static boolean isOpened(Node node, Rule rule) {
        boolean top = false;
        boolean struct = false;
        boolean validator = false;
        for (Evidence evidence = node.closed.evidence; evidence != null; evidence = evidence.next) {
            if (rule.origin().contains(evidence.origin)) {
                boolean older = evidence.origin == null || evidence.origin.sequence < rule.origin().sequence;
                top = top || evidence.top;
                validator = validator || evidence.openValidator;
                struct = struct || (evidence.struct && !older);
            }
        }
        return (top && !struct) || validator;
    }

    /** Whether an ellipsis above lifts the rule here and below. */
    private static boolean isLifted(Node node, Rule rule) {
        if (node.parent == null) {
            return false;
        }
        boolean any = node.closed.hasEvidence(rule.origin());
        if (any && rule.origin().type != Origin.Type.STRUCT) {
            return false;
        }
        Origin ellipsis = ellipsis(node.parent, rule);
        return ellipsis != null && !(any && node.closed.hasEvidence(ellipsis));
    }

    /** The origin of an ellipsis within the rule's group, or null. */
    static Origin ellipsis(Node node, Rule rule) {
        for (Evidence evidence = node.closed.evidence; evidence != null; evidence = evidence.next) {
            if (evidence.ellipsis && evidence.origin != null && rule.origin().contains(evidence.origin)) {
                return evidence.origin;
            }
        }
        return null;
    }
}
