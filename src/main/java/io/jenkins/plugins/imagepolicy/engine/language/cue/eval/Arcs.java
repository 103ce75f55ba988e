package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The fields or elements of a node in the order in which they came. They only grow in number. */
final class Arcs implements Iterable<Node> {
    /** Up to here a search beats an index. */
    private static final int FEW = 8;

    private static final Arc[] EMPTY = {};

    /** Of nodes without any; never changed. */
    static final Arcs NONE = new Arcs(null);

    private final Node of;
    private Arc[] arcs = EMPTY;
    private int size;
    /** How many of the first arcs must not change any more unless they are nodes, which know by themselves. */
    private int verified;
    /** How many of the first arcs came before a definition closed the node for good. */
    private int open;
    /** Positions by label; null while there are few arcs, or where they are the elements of a list in order. */
    private Map<Label, Integer> index;

    Arcs(Node of) {
        this.of = of;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Makes room, so that a known number of arcs costs one array. */
    void expect(int more) {
        if (size + more > arcs.length) {
            arcs = Arrays.copyOf(arcs, size + more);
        }
    }

    void add(Arc arc) {
        if (size == arcs.length) {
            arcs = Arrays.copyOf(arcs, size == 0 ? 2 : size + (size >> 1) + 1);
        }
        arcs[size] = arc;
        if (index != null) {
            index.put(arc.label(), size);
        }
        size++;
        if (!of.closedRecursive) {
            open = size;
        }
        if (index == null && size > FEW && (!isElement(size - 1) || (size == FEW + 1 && !areElements()))) {
            makeIndex();
        }
    }

    private boolean isElement(int position) {
        Label label = arcs[position].label();
        return label.isInt() && label.index() == position;
    }

    private boolean areElements() {
        for (int i = 0; i < size; i++) {
            if (!isElement(i)) {
                return false;
            }
        }
        return true;
    }

    private void makeIndex() {
        index = new HashMap<>();
        for (int i = 0; i < size; i++) {
            index.put(arcs[i].label(), i);
        }
    }

    /** The position of the label, or -1. */
    private int find(Label label) {
        if (index != null) {
            return index.getOrDefault(label, -1);
        }
        if (label.isInt() && label.index() < size && isElement(label.index())) {
            return label.index();
        }
        for (int i = 0; i < Math.min(size, FEW); i++) {
            if (arcs[i].label().equals(label)) {
                return i;
            }
        }
        return -1;
    }

    boolean has(Label label) {
        return find(label) >= 0;
    }

    /** The arc of the label as a node, or null. */
    Node get(Label label) {
        int position = find(label);
        return position < 0 ? null : get(position);
    }

    Node get(int position) {
        if (arcs[position] instanceof Node node) {
            return node;
        }
        Arc.Untouched data = (Arc.Untouched) arcs[position];
        Node node = new Node(of, data.label(), of.depth + 1);
        node.conjuncts.add(new Conjunct(null, data.data(), data.provenance()));
        node.closedRecursive = position >= open;
        node.verified = position < verified;
        arcs[position] = node;
        return node;
    }

    Label label(int position) {
        return arcs[position].label();
    }

    FieldType type(int position) {
        return arcs[position] instanceof Node node ? node.type : FieldType.MEMBER;
    }

    /** Whether one of them is what a pattern may constrain. */
    boolean hasRegular() {
        for (int i = 0; i < size; i++) {
            if (arcs[i].label().isRegular()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is data that nothing has asked for. */
    boolean isUntouched(int position) {
        return arcs[position] instanceof Arc.Untouched;
    }

    /** Untouched data up to this position was accepted as it is. */
    void verify(int position) {
        verified = Math.max(verified, position + 1);
    }

    /** The elements of a list. */
    List<Node> elements() {
        List<Node> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (arcs[i].label().isInt()) {
                elements.add(get(i));
            }
        }
        return elements;
    }

    /** The nodes there are now; those added meanwhile are not met. */
    @Override
    public Iterator<Node> iterator() {
        int end = size;
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < end;
            }

            @Override
            public Node next() {
                if (next >= end) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }
}
