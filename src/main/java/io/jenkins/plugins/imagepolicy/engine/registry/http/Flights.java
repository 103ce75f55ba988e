package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * One read of each thing: who asks for what is under way waits for it, who asks for what was read gets it. Faults are not kept.
 *
 * @param <K> what is read
 * @param <V> the answer
 */
final class Flights<K, V> {
    private final long most;
    private final ToLongFunction<V> weight;
    private final Counters counters;
    private final Map<K, Lanes.Pending<V>> underWay = new HashMap<>();
    private final LinkedHashMap<K, V> landed = new LinkedHashMap<>(64, 0.75f, true);
    private long weighed;

    /** @param most weight of the answers kept, the least recently used are given up first */
    Flights(long most, ToLongFunction<V> weight, Counters counters) {
        this.most = most;
        this.weight = weight;
        this.counters = counters;
    }

    V get(K key, Supplier<Lanes.Pending<V>> start) throws RegistryException {
        Lanes.Pending<V> pending;
        synchronized (this) {
            V known = landed.get(key);
            if (known != null) {
                counters.shared();
                return known;
            }
            pending = underWay.get(key);
            if (pending == null) {
                pending = start.get();
                underWay.put(key, pending);
            } else {
                counters.shared();
            }
        }
        V value = null;
        try {
            value = pending.await();
            return value;
        } finally {
            land(key, pending, value);
        }
    }

    private synchronized void land(K key, Lanes.Pending<V> pending, V value) {
        // A caller that gave up waiting leaves the read to those who still do.
        if (value == null && !pending.isDone()) {
            return;
        }
        if (underWay.remove(key, pending) && value != null) {
            keep(key, value);
        }
    }

    /** Adds an answer that came by another way. */
    synchronized void keep(K key, V value) {
        if (landed.containsKey(key)) {
            return;
        }
        weighed += weight.applyAsLong(value);
        landed.put(key, value);
        Iterator<Map.Entry<K, V>> oldest = landed.entrySet().iterator();
        while (weighed > most && oldest.hasNext()) {
            weighed -= weight.applyAsLong(oldest.next().getValue());
            oldest.remove();
        }
    }
}
