package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.test.TestCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
        subcommands = {
            VerifyCommand.class,
            CheckCommand.class,
            TestCommand.class,
            EvalCommand.class,
            BuildCommand.class,
            DemoCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:passed, or only warnings",
            "1:an image violates a policy",
            "2:wrong usage or an invalid policy",
            "3:could not decide: registry, credentials or trust material"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        System.exit(run(arguments));
    }

    /** Runs one command line and gives its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("image-policy: " + describe(failure));
                    return failure instanceof UsageException ? ExitCode.INVALID : ExitCode.UNDECIDED;
                })
                .execute(arguments);
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
