package io.jenkins.plugins.imagepolicy.engine.signature.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.engine.signature.testing.Mutation;
import io.jenkins.plugins.imagepolicy.engine.signature.testing.TestKeys;
import io.jenkins.plugins.imagepolicy.engine.signature.trust.TrustException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Seeded mutations of each file of a repository: refused by the checked exception, or the target is as it was. How many: a tenth of
 * the system property {@code fuzz}, default 300.
 */
class TufFuzzTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final byte[] TARGET = "{\"trusted\":\"root\"}".getBytes(StandardCharsets.UTF_8);

    private final int inputs = Integer.getInteger("fuzz", 3000) / 10;
    private final TestTufRepository repository = new TestTufRepository(NOW.plusSeconds(3600));

    @Test
    void everyFileIsRefusedOrUnchanged() throws Exception {
        KeyPair old = TestKeys.pair("P-256");
        byte[] first = repository.root(1, old);
        repository.files.put("2.root.json", repository.root(2, repository.key, old, repository.key));
        repository.publish(1, TufTrust.TARGET, TARGET);
        List<String> names = new ArrayList<>(repository.files.keySet());
        int refused = 0;
        for (int i = 0; i < inputs; i++) {
            String name = names.get(i % names.size());
            Mutation mutation = new Mutation(i);
            byte[] genuine = repository.files.get(name);
            byte[] changed = new Random(i).nextBoolean() ? mutation.ofJson(genuine) : mutation.ofBytes(genuine);
            try {
                assertThat(fetch(first, name, changed)).as(name + " " + i).isEqualTo(TARGET);
            } catch (TrustException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError(name + ", seed " + i, e);
            }
        }
        assertThat(refused).isGreaterThan(inputs / 2);
    }

    /** The root given by a policy may be anything too. */
    @Test
    void everyFirstRootIsRefusedOrUnchanged() throws Exception {
        byte[] root = repository.root(1, repository.key);
        repository.publish(1, TufTrust.TARGET, TARGET);
        for (int i = 0; i < inputs; i++) {
            Mutation mutation = new Mutation(i);
            try {
                byte[] changed = i % 2 == 0 ? mutation.ofJson(root) : mutation.ofBytes(root);
                assertThat(fetch(changed, "", new byte[0])).isEqualTo(TARGET);
            } catch (TrustException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + i, e);
            }
        }
    }

    private byte[] fetch(byte[] root, String changedName, byte[] changed) throws TrustException {
        TufStore store =
                (name, limit) -> Optional.ofNullable(name.equals(changedName) ? changed : repository.files.get(name));
        return new TufClient(store, TufTrust.TARGETS, NOW).target(root, TufTrust.TARGET, 1 << 20);
    }
}
