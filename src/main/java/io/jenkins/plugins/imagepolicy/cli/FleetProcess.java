package io.jenkins.plugins.imagepolicy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Judges many images in a second Java, set up for runs of seconds: without the optimizing compiler, which costs such a run half of its
 * CPU time and gives nothing back, and with the collector that needs no threads. The jar cannot ask for that itself. For a single
 * image the second start would cost more than it saves.
 */
final class FleetProcess {
    private static final String CHILD = "image-policy.child";
    private static final int MANY = 8;

    private FleetProcess() {}

    /** Exit code of the second Java; empty when the run is better done in this one. */
    static OptionalInt run(String[] arguments) {
        if (!judgesMany(arguments) || Boolean.getBoolean(CHILD)) {
            return OptionalInt.empty();
        }
        Optional<List<String>> command = command(ProcessHandle.current().info(), arguments);
        if (command.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            Process child = new ProcessBuilder(command.get()).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
            return OptionalInt.of(exit(child.waitFor()));
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(ExitCode.UNDECIDED);
        }
    }

    /** What the gate itself never says, such as the code of a process that was killed, decides nothing. */
    static int exit(int code) {
        return code >= ExitCode.PASSED && code <= ExitCode.UNDECIDED ? code : ExitCode.UNDECIDED;
    }

    static boolean judgesMany(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("verify")) {
            return false;
        }
        List<String> options = Arrays.asList(arguments);
        return options.stream().anyMatch(option -> option.matches("--(images|manifest)(=.*)?"))
                || options.stream()
                                .filter(option -> option.matches("--image(=.*)?"))
                                .count()
                        >= MANY;
    }

    /** Empty unless this is {@code java [memory and property options] -jar FILE}: any other option may mean this very process. */
    private static Optional<List<String>> command(ProcessHandle.Info self, String[] arguments) {
        String[] own = self.arguments().orElse(new String[0]);
        int jar = Arrays.asList(own).indexOf("-jar");
        if (self.command().isEmpty()
                || jar < 0
                || own.length <= jar + 1
                || !Files.isRegularFile(Path.of(own[jar + 1]))) {
            return Optional.empty();
        }
        List<String> options = Arrays.asList(own).subList(0, jar);
        if (!options.stream().allMatch(option -> option.matches("-X(m[xsn]|ss|log:).*|-D.*"))) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(
                List.of(self.command().get(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-D" + CHILD + "=true"));
        command.addAll(options);
        command.addAll(List.of("-jar", own[jar + 1]));
        command.addAll(Arrays.asList(arguments));
        return Optional.of(command);
    }
}
