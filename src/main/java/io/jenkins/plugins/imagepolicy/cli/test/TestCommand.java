package io.jenkins.plugins.imagepolicy.cli.test;

import io.jenkins.plugins.imagepolicy.engine.InputException;
import io.jenkins.plugins.imagepolicy.engine.PolicyCheck;
import io.jenkins.plugins.imagepolicy.engine.WorkspaceFiles;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Diagnostic;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.policy.PolicySet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the test suites of policies. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs test suites of policies: documents of kind PolicyTest. Nothing is fetched.")
public final class TestCommand implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int INVALID = 2;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "suites: file, directory or pattern")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "write the results as JUnit XML")
    private Path junit;

    @Option(names = "--verbose", description = "name the tests that passed, too")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Instant started = Instant.now();
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<Suite> suites = suites(diagnostics);
        if (suites.isEmpty() && diagnostics.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                    ReasonCode.INPUT_INVALID,
                    "",
                    "There is no test suite in " + String.join(", ", paths),
                    "Write a document of kind " + SuiteReader.KIND));
        }
        diagnostics.forEach(d -> out.println(d.render()));
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            out.flush();
            return INVALID;
        }
        List<TestResult> results = new ArrayList<>();
        for (Suite suite : suites) {
            PolicySet policies = policies(suite);
            policies.diagnostics().stream().filter(Diagnostic::isError).forEach(d -> out.println(d.render()));
            results.addAll(SuiteRunner.run(suite, policies));
        }
        results.forEach(result -> print(out, result));
        long failed = results.stream().filter(r -> !r.passed()).count();
        out.println(results.size() + " tests in " + suites.size() + (suites.size() == 1 ? " suite, " : " suites, ")
                + (failed == 0 ? "all passed" : failed + " failed"));
        out.flush();
        if (junit != null) {
            Files.writeString(junit, TestReport.junit(suites, results, started));
        }
        boolean broken = results.stream().anyMatch(TestResult::broken);
        return broken ? INVALID : failed == 0 ? PASSED : FAILED;
    }

    private List<Suite> suites(List<Diagnostic> diagnostics) {
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

    private void print(PrintWriter out, TestResult result) {
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
