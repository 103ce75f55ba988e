package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.arguments.Command;
import io.jenkins.plugins.imagepolicy.cli.arguments.Syntax;
import io.jenkins.plugins.imagepolicy.cli.arguments.Usage;
import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
import io.jenkins.plugins.imagepolicy.cli.test.TestCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.cli.ParseException;

/** {@code java -jar image-policy.jar}. */
public final class Main {
    private static final List<String> COMMANDS = List.of("verify", "check", "test", "eval", "build", "demo");

    private Main() {}

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
        List<String> words = List.of(arguments);
        if (words.isEmpty() || !COMMANDS.contains(words.get(0))) {
            return withoutCommand(words);
        }
        Command command = command(words.get(0));
        List<String> own = words.subList(1, words.size());
        if (Syntax.asksForHelp(own)) {
            System.out.print(Usage.of(command.syntax()));
            return ExitCode.PASSED;
        }
        if (Syntax.asksForVersion(own)) {
            System.out.println(Version.line());
            return ExitCode.PASSED;
        }
        try {
            return command.run(command.syntax().read(own));
        } catch (UsageException e) {
            System.err.println("image-policy: " + describe(e));
            if (e.getCause() instanceof ParseException) {
                System.err.println("image-policy " + words.get(0) + " --help tells what it takes");
            }
            return ExitCode.INVALID;
        } catch (Exception e) {
            System.err.println("image-policy: " + describe(e));
            return ExitCode.UNDECIDED;
        }
    }

    private static int withoutCommand(List<String> words) {
        if (Syntax.asksForVersion(words)) {
            System.out.println(Version.line());
            return ExitCode.PASSED;
        }
        boolean help = Syntax.asksForHelp(words);
        if (!help) {
            System.err.println(words.isEmpty() ? "Give a command" : "There is no command '" + words.get(0) + "'");
        }
        (help ? System.out : System.err).print(usage());
        return help ? ExitCode.PASSED : ExitCode.INVALID;
    }

    private static String usage() {
        Syntax program = Syntax.of(
                        "", "Decides whether container images satisfy the policies that the cluster enforces.")
                .exitCode(ExitCode.PASSED, "passed, or only warnings")
                .exitCode(ExitCode.VIOLATED, "an image violates a policy")
                .exitCode(ExitCode.INVALID, "wrong usage or an invalid policy")
                .exitCode(ExitCode.UNDECIDED, "could not decide: registry, credentials or trust material");
        return Usage.of(
                program, COMMANDS.stream().map(name -> command(name).syntax()).toList());
    }

    static Command command(String name) {
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

    private static String describe(Exception failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return failure instanceof UsageException || failure instanceof InterruptedException
                ? message
                : "unexpected " + failure.getClass().getSimpleName() + ": " + message;
    }
}
