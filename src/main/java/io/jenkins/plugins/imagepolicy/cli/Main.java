package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.test.TestCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar image-policy.jar}. */
@Command(
        name = "image-policy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Decides whether container images satisfy the policies that the cluster enforces.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:passed, or only warnings",
            "1:an image violates a policy",
            "2:wrong usage or an invalid policy",
            "3:could not decide: registry, credentials or trust material"
        })
public final class Main implements Runnable {
    private static final List<String> COMMANDS = List.of("verify", "check", "test", "eval", "build", "demo");

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        OptionalInt exit = SecondJava.run(arguments);
        if (exit.isPresent()) {
            System.exit(exit.getAsInt());
        }
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        System.exit(runGuarded(arguments));
    }

    /** The JVM itself would leave with 1 on an error, which says "violated" where nothing was decided. */
    private static int runGuarded(String[] arguments) {
        try {
            return run(arguments);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError defect) {
            System.err.println(
                    "image-policy: could not decide: " + defect.getClass().getSimpleName());
            return ExitCode.UNDECIDED;
        }
    }

    /** Runs one command line and gives its exit code. */
    static int run(String... arguments) {
        return commandLine(arguments.length == 0 ? "" : arguments[0])
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("image-policy: " + describe(failure));
                    return failure instanceof UsageException ? ExitCode.INVALID : ExitCode.UNDECIDED;
                })
                .execute(arguments);
    }

    /** With the one command that is asked for, when it is a known one: reading them all takes longer than many a run. */
    static CommandLine commandLine(String asked) {
        CommandLine line = new CommandLine(new Main());
        for (String name : COMMANDS.contains(asked) ? List.of(asked) : COMMANDS) {
            line.addSubcommand(name, command(name));
        }
        return line;
    }

    private static Object command(String name) {
        return switch (name) {
            case "verify" -> new VerifyCommand();
            case "check" -> new CheckCommand();
            case "test" -> new TestCommand();
            case "eval" -> new EvalCommand();
            case "build" -> new BuildCommand();
            case "demo" -> new DemoCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Give a command");
    }

    private static String describe(Exception failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return failure instanceof UsageException || failure instanceof InterruptedException
                ? message
                : "unexpected " + failure.getClass().getSimpleName() + ": " + message;
    }
}
