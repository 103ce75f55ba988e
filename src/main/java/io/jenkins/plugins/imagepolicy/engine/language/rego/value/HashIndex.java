package io.jenkins.plugins.imagepolicy.engine.language.rego.value;

/** Open-addressing index from values to their position in an array; small arrays are scanned instead. */
final class HashIndex {
    private static final int SCAN = 8;

    private int[] table;
    private int size;

    HashIndex(int expected) {
        if (expected > SCAN) {
            table = new int[capacity(expected)];
        }
    }

    private static int capacity(int n) {
        return Integer.highestOneBit(Math.max(16, n * 2) - 1) << 1;
    }

    /** Position of the key among the first {@code size} keys, or -1. */
    int find(Value[] keys, int count, Value key) {
        int hash = key.hashCode();
        if (table == null) {
            for (int i = 0; i < count; i++) {
                Value k = keys[i];
                if (k == key || k.hashCode() == hash && k.equals(key)) {
                    return i;
                }
            }
            return -1;
        }
        int mask = table.length - 1;
        for (int slot = spread(hash) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            Value k = keys[table[slot] - 1];
            if (k == key || k.hashCode() == hash && k.equals(key)) {
                return table[slot] - 1;
            }
        }
        return -1;
    }

    /** Enters the key at position {@code at}, which must be new. */
    void add(Value[] keys, int at) {
        size = at + 1;
        if (table == null) {
            if (size > SCAN) {
                rebuild(keys, capacity(size));
            }
        } else if (size * 2 > table.length) {
            rebuild(keys, table.length * 2);
        } else {
            insert(keys[at], at);
        }
    }

    private void rebuild(Value[] keys, int capacity) {
        table = new int[capacity];
        for (int i = 0; i < size; i++) {
            insert(keys[i], i);
        }
    }

    private void insert(Value key, int at) {
        int mask = table.length - 1;
        int slot = spread(key.hashCode()) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = at + 1;
    }

    private static int spread(int h) {
        h *= 0x9E3779B9;
        return h ^ (h >>> 15);
    }
}
