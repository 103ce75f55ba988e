package io.jenkins.plugins.imagepolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Runs the command in a second Java with the options that a jar cannot ask for itself: the archive of loaded classes beside the jar,
 * which the build makes (JEP 350), and for runs of seconds no optimizing compiler, which costs them half of their CPU time and gives
 * nothing back, and the collector that needs no threads. An archive that does not fit this Java or this jar is ignored by Java.
 * No lambda, stream or regular expression here: what the first Java loads comes on top.
 */
final class SecondJava {
    private static final String CHILD = "image-policy.child";
    private static final String ARCHIVE = "image-policy.jsa";
    private static final int MANY = 8;
    private static final String[] NONE = {};
    private static final List<String> NEUTRAL = List.of("-Xmx", "-Xms", "-Xmn", "-Xss", "-Xlog:", "-D");

    private SecondJava() {}

    /** Exit code of the second Java; empty when the run is better done in this one. */
    static OptionalInt run(String[] arguments) {
        if (arguments.length == 0 || Boolean.getBoolean(CHILD)) {
            return OptionalInt.empty();
        }
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command =
                command(self.command().orElse(""), self.arguments().orElse(NONE), arguments);
        return command.isEmpty() ? OptionalInt.empty() : start(command);
    }

    private static OptionalInt start(List<String> command) {
        try {
            Process child = new ProcessBuilder(command).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Ending(child));
            return OptionalInt.of(exit(child.waitFor()));
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(ExitCode.UNDECIDED);
        }
    }

    private static final class Ending extends Thread {
        private final Process child;

        Ending(Process child) {
            this.child = child;
        }

        @Override
        public void run() {
            child.destroy();
        }
    }

    /** What the gate itself never says, such as the code of a process that was killed, decides nothing. */
    static int exit(int code) {
        return code >= ExitCode.PASSED && code <= ExitCode.UNDECIDED ? code : ExitCode.UNDECIDED;
    }

    /**
     * Empty unless this process is {@code java [memory and property options] -jar FILE}, since any other option may mean this very
     * process, and unless there is something to gain.
     */
    static List<String> command(String java, String[] own, String[] arguments) {
        int option = 0;
        while (option < own.length && isNeutral(own[option])) {
            option++;
        }
        if (java.isEmpty() || option + 1 >= own.length || !own[option].equals("-jar")) {
            return List.of();
        }
        Path jar = Path.of(own[option + 1]).toAbsolutePath().normalize();
        Path archive = jar.resolveSibling(ARCHIVE);
        boolean archived = Files.isRegularFile(archive);
        if (!Files.isRegularFile(jar) || !archived && !judgesMany(arguments)) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-D" + CHILD + "=true"));
        if (archived) {
            command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:disable"));
        }
        if (arguments[0].equals("verify")) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(Arrays.asList(own).subList(0, option));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static boolean isNeutral(String option) {
        for (String prefix : NEUTRAL) {
            if (option.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    static boolean judgesMany(String[] arguments) {
        int images = 0;
        for (String argument : arguments) {
            String option = argument.substring(0, argument.contains("=") ? argument.indexOf('=') : argument.length());
            if (option.equals("--images") || option.equals("--manifest")) {
                images = MANY;
            } else if (option.equals("--image")) {
                images++;
            }
        }
        return arguments[0].equals("verify") && images >= MANY;
    }
}
