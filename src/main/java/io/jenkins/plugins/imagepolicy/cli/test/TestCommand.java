package io.jenkins.plugins.imagepolicy.cli.test;

import io.jenkins.plugins.imagepolicy.cli.arguments.Arguments;
import io.jenkins.plugins.imagepolicy.cli.arguments.Command;
import io.jenkins.plugins.imagepolicy.cli.arguments.Syntax;
import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
import io.jenkins.plugins.imagepolicy.engine.InputException;
import io.jenkins.plugins.imagepolicy.engine.PolicyCheck;
import io.jenkins.plugins.imagepolicy.engine.WorkspaceFiles;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the test suites of policies. */
public final class TestCommand implements Command {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int INVALID = 2;

    @Override
    public Syntax syntax() {
        return Syntax.of("test", "Runs test suites of policies: documents of kind PolicyTest. Nothing is fetched.")
                .operands("PATH", "suites: file, directory or pattern")
                .value("junit", "FILE", "write the results as JUnit XML")
                .flag("verbose", "name the tests that passed, too");
    }

    @Override
    public int run(Arguments arguments) throws UsageException, IOException {
        PrintStream out = System.out;
        List<String> paths = arguments.operands();
        Optional<Path> junit = arguments.path("junit");
        boolean verbose = arguments.has("verbose");
        Instant started = Instant.now();
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<Suite> suites = suites(paths, diagnostics);
        if (suites.isEmpty() && diagnostics.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    ReasonCode.INPUT_INVALID,
                    "",
                    "There is no test suite in " + String.join(", ", paths),
                    "Write a document of kind " + SuiteReader.KIND));
        }
        diagnostics.forEach(d -> out.println(d.render()));
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            return INVALID;
        }
        List<TestResult> results = new ArrayList<>();
        for (Suite suite : suites) {
            PolicySet policies = policies(suite);
            policies.diagnostics().stream().filter(Diagnostic::isError).forEach(d -> out.println(d.render()));
            results.addAll(SuiteRunner.run(suite, policies));
        }
        results.forEach(result -> print(out, result, verbose));
        long failed = results.stream().filter(r -> !r.passed()).count();
        out.println(results.size() + " tests in " + suites.size() + (suites.size() == 1 ? " suite, " : " suites, ")
                + (failed == 0 ? "all passed" : failed + " failed"));
        if (junit.isPresent()) {
            Files.writeString(junit.get(), TestReport.junit(suites, results, started));
        }
        boolean broken = results.stream().anyMatch(TestResult::broken);
        return broken ? INVALID : failed == 0 ? PASSED : FAILED;
    }

    private static List<Suite> suites(List<String> paths, List<Diagnostic> diagnostics) {
        List<Suite> suites = new ArrayList<>();
        WorkspaceFiles files = new WorkspaceFiles(Path.of("").toAbsolutePath().toString());
        try {
            for (Path file : files.files(paths)) {
                suites.addAll(SuiteReader.read(files.read(file), diagnostics));
            }
        } catch (InputException e) {
            diagnostics.add(e.diagnostic(ReasonCode.INPUT_INVALID));
        }
        return suites;
    }

    /** The policies are named relative to the suite, so that a pack can be moved as a whole. */
    private static PolicySet policies(Suite suite) {
        Path directory = Path.of(suite.file()).toAbsolutePath().getParent();
        List<String> files = suite.policies().stream()
                .map(p -> directory.resolve(p).normalize().toString())
                .toList();
        return PolicyCheck.check(Path.of("").toAbsolutePath().toString(), files, true);
    }

    private static void print(PrintStream out, TestResult result, boolean verbose) {
        String name =
                Printable.line(result.suite().name() + ": " + result.test().name());
        if (result.passed()) {
            if (verbose) {
                out.println("pass  " + name);
            }
            return;
        }
        out.println((result.broken() ? "ERROR " : "FAIL  ") + name + "  ("
                + Printable.line(result.suite().file() + ":" + result.test().line()) + ")");
        out.println(result.explain());
    }
}
