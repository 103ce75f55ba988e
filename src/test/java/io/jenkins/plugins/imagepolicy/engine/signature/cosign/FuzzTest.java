package io.jenkins.plugins.imagepolicy.engine.signature.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.signature.artefact.UnverifiedException;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.Mutation;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Seeded mutations of genuine bundles, layers, manifests, statements, certificates, timestamps and trusted roots. Each must be
 * refused by a checked exception in less than a second, or be accepted with every signed byte as it was. How many: system property
 * {@code fuzz} (default 3000; a million takes ten minutes); input {@code i} is made from the seed {@code fuzz.seed} (default 0)
 * plus {@code i}.
 */
class FuzzTest {
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private final int inputs = Integer.getInteger("fuzz", 3000);
    private final long firstSeed = Long.getLong("fuzz.seed", 0);
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    private static final class Tally {
        private long inputs;
        private long accepted;
        private long nanos;
        private long longest;

        void add(boolean accepts, long spent) {
            inputs++;
            accepted += accepts ? 1 : 0;
            nanos += spent;
            longest = Math.max(longest, spent);
        }

        String line(String name) {
            return String.format(
                    "%-32s %8d inputs, %7d accepted unchanged, mean %6.3f ms, longest %5d ms",
                    name, inputs, accepted, nanos / 1e6 / Math.max(1, inputs), longest / 1_000_000);
        }
    }

    @Test
    void everythingIsRefusedOrUnchanged() throws Exception {
        List<FuzzTargets.Target> targets = FuzzTargets.all();
        for (FuzzTargets.Target target : targets) {
            assertThat(target.take().accepts(target.genuine()))
                    .as(target.name())
                    .isTrue();
        }
        Tally total = new Tally();
        for (int i = 0; i < inputs; i++) {
            FuzzTargets.Target target = targets.get(i % targets.size());
            byte[] input = target.change().apply(new Mutation(firstSeed + i), target.genuine());
            long start = cpuNanos();
            boolean accepts = accepts(target, input, firstSeed + i);
            long spent = cpuNanos() - start;
            tallies.computeIfAbsent(target.name(), name -> new Tally()).add(accepts, spent);
            total.add(accepts, spent);
            assertThat(spent).as(target.name() + ", seed " + (firstSeed + i)).isLessThan(LONGEST_NANOS);
        }
        tallies.forEach((name, tally) -> System.out.println(tally.line(name)));
        System.out.println(total.line("seeds " + firstSeed + " to " + (firstSeed + inputs - 1)));
        assertThat(tallies).hasSize(Math.min(inputs, targets.size()));
    }

    private static boolean accepts(FuzzTargets.Target target, byte[] input, long seed) throws Exception {
        try {
            return target.take().accepts(input);
        } catch (UnverifiedException | RegistryException | TrustException | EncodingException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(target.name() + ", seed " + seed, e);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
