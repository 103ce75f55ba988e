package io.jenkins.plugins.imagepolicy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.cli.eval.AnswerLine;
import io.jenkins.plugins.imagepolicy.cli.eval.EvalLines;
import io.jenkins.plugins.imagepolicy.cli.eval.Evaluation;
import io.jenkins.plugins.imagepolicy.cli.eval.Language;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One policy text against one JSON input. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Evaluates one policy text against one JSON input.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:compliant", "1:not compliant", "2:no valid policy", "3:failed or hit a limit"})
final class EvalCommand implements Callable<Integer> {
    @Option(names = "--type", paramLabel = "rego|cue|cel", description = "language of the text")
    private String type;

    @Option(names = "--policy", paramLabel = "FILE", description = "the text")
    private Path policy;

    @Option(names = "--input", paramLabel = "FILE", description = "the JSON, taken as written")
    private Path input;

    @Option(
            names = "--lines",
            description = "read {\"id\",\"type\",\"policy\",\"input\"} a line from standard input,"
                    + " print {\"id\",\"compliant\",\"error\",\"warning\"} a line")
    private boolean lines;

    @Option(names = "--at", paramLabel = "INSTANT", description = "the time that the text sees")
    private String at;

    @Option(names = "--explain", description = "say which rule and which expression refused")
    private boolean explain;

    @Override
    public Integer call() throws UsageException, IOException {
        Optional<Language> language = Optional.empty();
        if (type != null) {
            language = Language.named(type);
            if (language.isEmpty()) {
                throw new UsageException("There is no --type '" + type + "'; give rego, cue or cel");
            }
        }
        if (lines) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return new EvalLines(language, now()).run(in, System.out) ? ExitCode.PASSED : ExitCode.INVALID;
        }
        if (language.isEmpty() || policy == null || input == null) {
            throw new UsageException("Give --type, --policy and --input, or --lines");
        }
        return print(language.get().evaluate(policy.toString(), read(policy), read(input), now()));
    }

    private int print(Evaluation result) {
        System.out.println(AnswerLine.of(JsonNodeFactory.instance
                .objectNode()
                .put("compliant", result.compliant())
                .put("error", result.error())
                .put("warning", result.warning())));
        if (explain && !result.explanation().isEmpty()) {
            System.out.println(Printable.lines(result.explanation()).stripTrailing());
        }
        return switch (result.outcome()) {
            case COMPLIANT -> ExitCode.PASSED;
            case NOT_COMPLIANT -> ExitCode.VIOLATED;
            case INVALID -> ExitCode.INVALID;
            case FAILED -> ExitCode.UNDECIDED;
        };
    }

    private Instant now() throws UsageException {
        try {
            return at == null ? Instant.now() : Instant.parse(at);
        } catch (DateTimeException e) {
            throw new UsageException("'" + at + "' is no instant; write 2026-01-31T00:00:00Z", e);
        }
    }

    private static String read(Path file) throws UsageException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("Could not read " + file + ": " + e.getMessage(), e);
        }
    }
}
