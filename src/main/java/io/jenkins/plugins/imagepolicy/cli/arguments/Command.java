package io.jenkins.plugins.imagepolicy.cli.arguments;

/** One of the program's commands. */
public interface Command {
    Syntax syntax();

    /**
     * Does what the arguments ask for, and prints it to standard output.
     *
     * @return the exit code
     * @throws UsageException when the arguments ask for something that cannot be done
     */
    int run(Arguments arguments) throws Exception;
}
