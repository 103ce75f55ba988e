package io.jenkins.plugins.imagepolicy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.imagepolicy.cli.arguments.Arguments;
import io.jenkins.plugins.imagepolicy.cli.arguments.Command;
import io.jenkins.plugins.imagepolicy.cli.arguments.Syntax;
import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
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

/** One policy text against one JSON input. */
final class EvalCommand implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("eval", "Evaluates one policy text against one JSON input.")
                .value("type", "rego|cue|cel", "language of the text")
                .value("policy", "FILE", "the text")
                .value("input", "FILE", "the JSON, taken as written")
                .flag(
                        "lines",
                        "read {\"id\",\"type\",\"policy\",\"input\"} a line from standard input,"
                                + " print {\"id\",\"compliant\",\"error\",\"warning\"} a line")
                .value("at", "INSTANT", "the time that the text sees")
                .flag("explain", "say which rule and which expression refused")
                .exitCode(ExitCode.PASSED, "compliant")
                .exitCode(ExitCode.VIOLATED, "not compliant")
                .exitCode(ExitCode.INVALID, "no valid policy")
                .exitCode(ExitCode.UNDECIDED, "failed or hit a limit");
    }

    @Override
    public int run(Arguments arguments) throws UsageException, IOException {
        Optional<String> type = arguments.value("type");
        Optional<Language> language = type.flatMap(Language::named);
        if (type.isPresent() && language.isEmpty()) {
            throw new UsageException("There is no --type '" + type.get() + "'; give rego, cue or cel");
        }
        Instant now = now(arguments.value("at"));
        if (arguments.has("lines")) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return new EvalLines(language, now).run(in, System.out) ? ExitCode.PASSED : ExitCode.INVALID;
        }
        Optional<Path> policy = arguments.path("policy");
        Optional<Path> input = arguments.path("input");
        if (language.isEmpty() || policy.isEmpty() || input.isEmpty()) {
            throw new UsageException("Give --type, --policy and --input, or --lines");
        }
        Evaluation result =
                language.get().evaluate(policy.get().toString(), read(policy.get()), read(input.get()), now);
        return print(result, arguments.has("explain"));
    }

    private static int print(Evaluation result, boolean explain) {
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

    private static Instant now(Optional<String> at) throws UsageException {
        try {
            return at.isEmpty() ? Instant.now() : Instant.parse(at.get());
        } catch (DateTimeException e) {
            throw new UsageException("'" + at.get() + "' is no instant; write 2026-01-31T00:00:00Z", e);
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
