package io.jenkins.plugins.imagepolicy.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jenkins.plugins.imagepolicy.engine.PolicyCheck;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The starter pack: its tests pass, every policy has some, and none can lose a condition unnoticed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyPackTest {
    private static final Path PACK = Path.of("images", "policies");

    /** Groups whose policies are run against real images and manifests by tests of their own. */
    private static final Set<String> PROVED_ELSEWHERE = Set.of("crossplane", "demo");

    private final AtomicInteger all = new AtomicInteger();
    private final AtomicInteger survived = new AtomicInteger();
    private final AtomicInteger unloadable = new AtomicInteger();

    private static List<Path> files() {
        try (Stream<Path> files = Files.walk(PACK)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceText text(Path file) {
        try {
            return new SourceText(file.toString().replace('\\', '/'), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Suite> suites() {
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<Suite> suites = files().stream()
                .flatMap(file -> SuiteReader.read(text(file), diagnostics).stream())
                .toList();
        assertThat(diagnostics).isEmpty();
        return suites;
    }

    private static Map<Path, SourceText> policies(Suite suite) {
        Map<Path, SourceText> policies = new LinkedHashMap<>();
        for (String policy : suite.policies()) {
            Path file = Path.of(suite.file()).getParent().resolve(policy).normalize();
            policies.put(file, text(file));
        }
        return policies;
    }

    @TestFactory
    Stream<DynamicTest> passes() {
        return suites().stream()
                .map(suite -> dynamicTest(suite.file(), () -> {
                    PolicySet policies =
                            PolicyCheck.check(List.copyOf(policies(suite).values()));
                    assertThat(policies.diagnostics().stream().filter(Diagnostic::isError))
                            .isEmpty();
                    assertThat(SuiteRunner.run(suite, policies)).allSatisfy(result -> assertThat(result.differences())
                            .as(result.test().name() + "\n" + result.explain())
                            .isEmpty());
                }));
    }

    @Test
    void everyPolicyHasTests() {
        List<Path> tested =
                suites().stream().flatMap(s -> policies(s).keySet().stream()).toList();
        List<Path> policies = files().stream()
                .filter(file -> !text(file).text().contains("kind: " + SuiteReader.KIND))
                .filter(file -> !PROVED_ELSEWHERE.contains(
                        PACK.relativize(file).getName(0).toString()))
                .toList();
        assertThat(policies).hasSizeGreaterThanOrEqualTo(25).allSatisfy(policy -> assertThat(tested)
                .contains(policy));
    }

    @AfterAll
    void countMutants() {
        System.out.println("pack mutants killed: " + (all.get() - survived.get()) + "/" + all + ", of which "
                + unloadable + " do not even load");
    }

    /** A mutant that cannot be loaded is noticed as well; one that lets all tests pass is a condition nobody looks at. */
    @TestFactory
    Stream<DynamicTest> noConditionCanBeFlippedUnnoticed() {
        return suites().stream()
                .map(suite -> dynamicTest(suite.file(), () -> {
                    List<String> survivors = new ArrayList<>();
                    Map<Path, SourceText> policies = policies(suite);
                    for (Map.Entry<Path, SourceText> policy : policies.entrySet()) {
                        Map<String, String> mutants =
                                PolicyMutants.of(policy.getValue().text());
                        assertThat(mutants).as("mutants of " + policy.getKey()).isNotEmpty();
                        mutants.forEach((what, mutant) -> {
                            Map<Path, SourceText> mutated = new LinkedHashMap<>(policies);
                            mutated.put(
                                    policy.getKey(),
                                    new SourceText(policy.getValue().file(), mutant));
                            PolicySet loaded = PolicyCheck.check(List.copyOf(mutated.values()));
                            all.incrementAndGet();
                            if (loaded.hasErrors()) {
                                unloadable.incrementAndGet();
                            }
                            if (SuiteRunner.run(suite, loaded).stream().allMatch(TestResult::passed)) {
                                survivors.add(policy.getKey() + ": " + what);
                                survived.incrementAndGet();
                            }
                        });
                    }
                    assertThat(survivors).isEmpty();
                }));
    }
}
