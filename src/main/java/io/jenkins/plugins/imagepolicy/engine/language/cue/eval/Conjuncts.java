package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The conjuncts of a node in the order in which they came. */
final class Conjuncts implements Iterable<Conjunct> {
    /** Up to here a search beats an index; beyond, a comprehension may give one field as many as its source has elements. */
    private static final int FEW = 16;

    private Conjunct[] conjuncts = new Conjunct[2];
    private int size;
    private Map<Identity, Conjunct> index;

    /** What two conjuncts have in common that are the same. */
    private static final class Identity {
        private final Conjunct of;

        Identity(Conjunct of) {
            this.of = of;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity && of.isSame(identity.of);
        }

        @Override
        public int hashCode() {
            Env env = of.env();
            int hash = System.identityHashCode(of.value());
            return env == null
                    ? hash
                    : Objects.hash(
                            hash,
                            System.identityHashCode(env.up),
                            System.identityHashCode(env.node),
                            System.identityHashCode(env.variables),
                            System.identityHashCode(env.matched));
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Conjunct get(int position) {
        return conjuncts[Objects.checkIndex(position, size)];
    }

    @Override
    public Iterator<Conjunct> iterator() {
        return stream().iterator();
    }

    Stream<Conjunct> stream() {
        return Arrays.stream(conjuncts, 0, size);
    }

    void addAll(Conjuncts others) {
        others.forEach(this::add);
    }

    void add(Conjunct conjunct) {
        if (size == conjuncts.length) {
            conjuncts = Arrays.copyOf(conjuncts, size * 2);
        }
        conjuncts[size] = conjunct;
        size++;
        if (index != null) {
            index.putIfAbsent(new Identity(conjunct), conjunct);
        }
    }

    /** The first conjunct that is the same, or null. */
    Conjunct same(Conjunct conjunct) {
        if (size > FEW) {
            return index().get(new Identity(conjunct));
        }
        for (int i = 0; i < size; i++) {
            if (conjuncts[i].isSame(conjunct)) {
                return conjuncts[i];
            }
        }
        return null;
    }

    private Map<Identity, Conjunct> index() {
        if (index == null) {
            index = new HashMap<>();
            for (int i = 0; i < size; i++) {
                index.putIfAbsent(new Identity(conjuncts[i]), conjuncts[i]);
            }
        }
        return index;
    }
}
