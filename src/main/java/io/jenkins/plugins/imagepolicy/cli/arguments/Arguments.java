package io.jenkins.plugins.imagepolicy.cli.arguments;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/** What was given to a command, by the names of its {@link Syntax}. */
public final class Arguments {
    private final CommandLine line;

    Arguments(CommandLine line) {
        this.line = line;
    }

    public List<String> operands() {
        return line.getArgList();
    }

    public boolean has(String flag) {
        return line.hasOption("--" + flag);
    }

    public Optional<String> value(String option) {
        return Optional.ofNullable(line.getOptionValue("--" + option));
    }

    public List<String> values(String option) {
        String[] values = line.getOptionValues("--" + option);
        return values == null ? List.of() : List.of(values);
    }

    /** Values of the form {@code NAME=VALUE}; of two for one name the last counts. */
    public Map<String, String> pairs(String option) throws UsageException {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : values(option)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--" + option + " takes NAME=VALUE, not '" + pair + "'");
            }
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }

    public Optional<Path> path(String option) throws UsageException {
        Optional<String> value = value(option);
        return value.isEmpty() ? Optional.empty() : Optional.of(path(option, value.get()));
    }

    private static Path path(String option, String value) throws UsageException {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageException("--" + option + ": '" + value + "' cannot be a path", e);
        }
    }

    public int number(String option, int otherwise) throws UsageException {
        Optional<String> value = value(option);
        try {
            return value.isEmpty() ? otherwise : Integer.parseInt(value.get());
        } catch (NumberFormatException e) {
            throw new UsageException("--" + option + " takes a number, not '" + value.get() + "'", e);
        }
    }
}
