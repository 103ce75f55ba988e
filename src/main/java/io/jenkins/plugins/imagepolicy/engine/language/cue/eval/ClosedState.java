package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What is known of the groups and conjuncts of a node, from which the rules for its fields follow. */
final class ClosedState {
    /** Up to here a search beats an index. */
    private static final int FEW = 16;

    List<Group> groups = List.of();
    /** The first evidence, or null; each leads to the next. */
    Evidence evidence;

    private Evidence last;
    private int pieces;
    /** Evidence by origin; null while there is little. */
    private Map<Origin, Evidence> index;
    /** Origins of groups by source; null while there are few. */
    private Map<Node, Origin> origins;
    /** The rules of the node; null until they are asked for, and again when a group changes. */
    List<Rule> rules;
    /** How many of the groups the node had before its conjuncts were inserted. */
    private int given;

    /** The groups so far belong to the conjuncts that the node is given, not to what these bring. */
    void keepGroups() {
        given = groups.size();
    }

    /** Begins with the groups that another node was given. */
    void inherit(ClosedState other) {
        for (Group group : other.groups.subList(0, other.given)) {
            add(group.copy());
        }
        keepGroups();
    }

    void add(Group group) {
        if (groups.isEmpty()) {
            groups = new ArrayList<>(2);
        }
        groups.add(group);
        rules = null;
        if (origins != null) {
            origins.putIfAbsent(group.source, group.origin);
        }
    }

    /** The origin of the first group that a reference to the node began, or null. */
    Origin originOf(Node source) {
        if (groups.size() > FEW) {
            if (origins == null) {
                origins = new IdentityHashMap<>();
                groups.forEach(group -> origins.putIfAbsent(group.source, group.origin));
            }
            return origins.get(source);
        }
        for (Group group : groups) {
            if (group.source == source) {
                return group.origin;
            }
        }
        return null;
    }

    /** Puts one origin within another. */
    void within(Origin outer, Origin inner) {
        inner.putWithin(outer);
        rules = null;
    }

    /** Notes a conjunct of this provenance and what it holds. */
    void note(Provenance provenance, Evidence.Mark mark) {
        Evidence found = find(provenance.origin());
        if (found == null) {
            found = new Evidence(provenance.origin(), provenance.embedding());
            add(found);
        }
        found.add(mark);
    }

    /** Takes over the evidence of a state of which this has none of the same origin. */
    void merge(ClosedState from) {
        for (Evidence other = from.evidence; other != null; other = other.next) {
            if (find(other.origin) == null) {
                add(other.copy());
            }
        }
        rules = null;
    }

    private void add(Evidence found) {
        if (evidence == null) {
            evidence = found;
        } else {
            last.next = found;
        }
        last = found;
        pieces++;
        if (index != null) {
            index.put(found.origin, found);
        } else if (pieces > FEW) {
            index = new IdentityHashMap<>();
            for (Evidence known = evidence; known != null; known = known.next) {
                index.put(known.origin, known);
            }
        }
    }

    /** Whether one of the conjuncts is of the origin or lies within it. */
    boolean hasEvidence(Origin origin) {
        for (Evidence known = evidence; known != null; known = known.next) {
            if (origin.contains(known.origin)) {
                return true;
            }
        }
        return false;
    }

    private Evidence find(Origin origin) {
        if (index != null) {
            return index.get(origin);
        }
        for (Evidence known = evidence; known != null; known = known.next) {
            if (known.origin == origin) {
                return known;
            }
        }
        return null;
    }
}
