package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * Which fields a closed struct allows. Every reference to a definition, every embedding and every struct around embeddings is a
 * group; a field is allowed when each closed group has a conjunct of it, or when it was added by the struct around an embedded
 * group.
 */
final class Closedness {
    private int sequence;

    /** What is known of a node. */
    static final class State {
        private List<Group> groups = List.of();
        private List<Evidence> evidence = List.of();
        private List<Rule> rules;
        /** How many of the groups the node had before its conjuncts were inserted. */
        private int given;

        /** The groups so far belong to the conjuncts that the node is given, not to what these bring. */
        void keepGroups() {
            given = groups.size();
        }

        /** Begins with the groups that another node was given. */
        void inherit(State other) {
            for (Group group : other.groups.subList(0, other.given)) {
                add(this, group.copy());
            }
            keepGroups();
        }
    }

    /** A group that begins at a node. */
    private static final class Group {
        final Node source;
        final Origin origin;
        final Origin parent;
        final Origin embedding;
        boolean ignored;
        boolean recursive;

        Group(Node source, Origin origin, Origin parent, Origin embedding, boolean ignored, boolean recursive) {
            this.source = source;
            this.origin = origin;
            this.parent = parent;
            this.embedding = embedding;
            this.ignored = ignored;
            this.recursive = recursive;
        }

        Group copy() {
            return new Group(source, origin, parent, embedding, ignored, recursive);
        }
    }

    /** A conjunct's origin, and what the conjuncts of this origin hold. */
    private static final class Evidence {
        final Origin origin;
        final Origin embedding;
        boolean ellipsis;
        boolean top;
        boolean struct;
        boolean openValidator;

        Evidence(Origin origin, Origin embedding) {
            this.origin = origin;
            this.embedding = embedding;
        }
    }

    /** A group as it applies to a node and, unless {@code once}, to those below. */
    private static final class Rule {
        final Origin origin;
        final Origin parent;
        final Origin embedding;
        boolean once;
        boolean ignored;
        boolean removed;

        Rule(Origin origin, Origin parent, Origin embedding, boolean once, boolean ignored, boolean removed) {
            this.origin = origin;
            this.parent = parent;
            this.embedding = embedding;
            this.once = once;
            this.ignored = ignored;
            this.removed = removed;
        }

        Rule copy() {
            return new Rule(origin, parent, embedding, once, ignored, removed);
        }
    }

    /** What an evidence is about. */
    enum Mark {
        NONE,
        ELLIPSIS,
        TOP,
        STRUCT,
        OPEN_VALIDATOR
    }

    void note(Node node, Provenance provenance, Mark mark) {
        State state = node.closed;
        Evidence found = null;
        for (Evidence evidence : state.evidence) {
            if (evidence.origin == provenance.origin()) {
                found = evidence;
                break;
            }
        }
        if (found == null) {
            found = new Evidence(provenance.origin(), provenance.embedding());
            if (state.evidence.isEmpty()) {
                state.evidence = new ArrayList<>(2);
            }
            state.evidence.add(found);
        }
        switch (mark) {
            case ELLIPSIS -> found.ellipsis = true;
            case TOP -> found.top = true;
            case STRUCT -> found.struct = true;
            case OPEN_VALIDATOR -> {
                found.openValidator = true;
                found.top = true;
            }
            default -> {}
        }
    }

    private Origin next(Origin.Type type) {
        return new Origin(++sequence, type);
    }

    private static void add(State state, Group group) {
        if (state.groups.isEmpty()) {
            state.groups = new ArrayList<>(2);
        }
        state.groups.add(group);
        state.rules = null;
    }

    private static void within(State state, Origin outer, Origin inner) {
        inner.putWithin(outer);
        state.rules = null;
    }

    /** The provenance of what a reference at {@code node} to {@code target} brings. */
    Provenance reference(Node node, Node target, Provenance from, boolean open) {
        State state = node.closed;
        boolean closesOuter = (from.fromDefinition() && from.fromEmbedding()) || target.closedOnce;
        if (closesOuter && !open) {
            activateOuter(state, from.outer(), target.closedRecursive);
        }
        boolean ignored;
        if (open) {
            ignored = true;
        } else if (from.embedding() != null || from.outer() == null) {
            ignored = !(from.fromDefinition() || target.closedOnce);
        } else {
            ignored = from.fromEmbedding();
        }
        Origin known = null;
        for (Group group : state.groups) {
            if (group.source == target) {
                known = group.origin;
                break;
            }
        }
        Origin origin = known;
        if (known == null || from.embedding() != null) {
            origin = next(Origin.Type.REFERENCE);
            if (known != null) {
                within(state, origin, known);
            }
            add(state, new Group(target, origin, from.outer(), from.embedding(), ignored, target.closedRecursive));
        }
        within(state, from.origin(), origin);
        return from.withOrigin(origin);
    }

    private static void activateOuter(State state, Origin outer, boolean recursive) {
        Origin wanted = outer;
        for (int i = state.groups.size() - 1; i >= 0 && wanted != null; i--) {
            Group group = state.groups.get(i);
            if (group.origin == wanted) {
                group.ignored = false;
                if (recursive) {
                    group.recursive = true;
                }
                wanted = group.parent;
            }
        }
        state.rules = null;
    }

    Provenance embedding(Node node, Provenance from) {
        Origin origin = next(Origin.Type.EMBEDDING);
        within(node.closed, from.origin(), origin);
        add(node.closed, new Group(null, origin, from.origin(), origin, true, from.fromDefinition()));
        return from.inEmbedding(origin);
    }

    Provenance struct(Node node, Provenance from) {
        Origin origin = next(Origin.Type.STRUCT);
        within(node.closed, from.origin(), origin);
        add(node.closed, new Group(null, origin, from.origin(), from.embedding(), true, from.fromDefinition()));
        return from.inStruct(origin);
    }

    private static List<Rule> rules(Node node) {
        State state = node.closed;
        if (state.rules != null) {
            return state.rules;
        }
        List<Rule> rules = new ArrayList<>();
        if (node.parent != null && !node.inline) {
            for (Rule rule : rules(node.parent)) {
                Rule copy = rule.copy();
                copy.ignored |= copy.once;
                rules.add(copy);
            }
        }
        int inherited = rules.size();
        for (Group group : state.groups) {
            addRule(rules, group, inherited);
        }
        if (node.label != null && isAlwaysAllowed(node.label)) {
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
                top |= evidence.top;
                validator |= evidence.openValidator;
                boolean older = evidence.origin == null || evidence.origin.sequence < rule.origin.sequence;
                struct |= evidence.struct && !older;
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
            boolean beside = false;
            if (any) {
                for (Evidence evidence : node.closed.evidence) {
                    beside |= ellipsis.contains(evidence.origin);
                }
            }
            if (!any || !beside) {
                rule.removed = true;
            }
        }
        return false;
    }

    private static Origin ellipsis(Node node, Rule rule) {
        for (Evidence evidence : node.closed.evidence) {
            if (evidence.ellipsis && evidence.origin != null && rule.origin.contains(evidence.origin)) {
                return evidence.origin;
            }
        }
        return null;
    }

    private static boolean isAlwaysAllowed(Label label) {
        return !label.isRegular();
    }

    /** Whether no rule of this node reaches the data below it. */
    static boolean isFree(Node node) {
        for (Rule rule : rules(node)) {
            if (!rule.ignored && !rule.once && !rule.removed) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasActive(List<Rule> rules) {
        for (Rule rule : rules) {
            if (!rule.ignored && !rule.removed) {
                return true;
            }
        }
        return false;
    }

    /** The fields of a finished node that no rule allows. */
    static List<Node> refused(Node node) {
        List<Rule> base = rules(node);
        if (node.arcs.isEmpty() || !hasActive(base)) {
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : base) {
            Rule copy = rule.copy();
            copy.removed |= ellipsis(node, rule) != null;
            rules.add(copy);
        }
        List<Node> refused = new ArrayList<>();
        for (Node arc : node.arcs.values()) {
            if (arc.type != FieldType.OPTIONAL
                    && arc.deref().error == null
                    && !isAlwaysAllowed(arc.label)
                    && !isAllowed(arc, rules)) {
                refused.add(arc);
            }
        }
        return refused;
    }

    private static boolean isAllowed(Node arc, List<Rule> rules) {
        for (Rule rule : rules) {
            if (!rule.ignored && !rule.removed && !hasEvidence(arc, rule, rules)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEvidence(Node arc, Rule rule, List<Rule> rules) {
        for (Evidence evidence : arc.closed.evidence) {
            if (rule.origin.contains(evidence.origin)) {
                return true;
            }
        }
        Rule scope = find(rules, rule.embedding);
        if (scope == null) {
            return false;
        }
        Rule outer = find(rules, rule.parent);
        if (outer != null && outer.removed) {
            return true;
        }
        for (Evidence evidence : arc.closed.evidence) {
            if (scope.origin.contains(evidence.embedding)) {
                continue;
            }
            if (outer == null || outer.origin.contains(evidence.origin)) {
                return true;
            }
        }
        return false;
    }

    private static Rule find(List<Rule> rules, Origin origin) {
        if (origin != null) {
            for (Rule rule : rules) {
                if (rule.origin == origin) {
                    return rule;
                }
            }
        }
        return null;
    }

    /** A disjunct that equals another stands for both: its fields have the evidence of both. */
    static void merge(Node into, Node from) {
        for (Evidence evidence : from.closed.evidence) {
            boolean known = false;
            for (Evidence mine : into.closed.evidence) {
                known |= mine.origin == evidence.origin;
            }
            if (!known) {
                if (into.closed.evidence.isEmpty()) {
                    into.closed.evidence = new ArrayList<>(2);
                }
                into.closed.evidence.add(evidence);
            }
        }
        into.closed.rules = null;
        for (Node arc : from.arcs.values()) {
            Node mine = into.arc(arc.label);
            if (mine != null && mine != arc) {
                merge(mine, arc);
            }
        }
    }
}
