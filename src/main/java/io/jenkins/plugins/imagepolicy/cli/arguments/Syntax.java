package io.jenkins.plugins.imagepolicy.cli.arguments;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.MissingOptionException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** What a command takes. Options have long names alone; each takes a value with {@code =} or as the next word, or none. */
public final class Syntax {
    private static final String HELP = "help";
    private static final String VERSION = "version";

    private final String name;
    private final String purpose;
    private final Options options = new Options();
    private final Set<String> repeatable = new HashSet<>();
    private final Map<Integer, String> exitCodes = new TreeMap<>();
    private String operand = "";
    private String operandPurpose = "";

    private Syntax(String name, String purpose) {
        this.name = name;
        this.purpose = purpose;
    }

    public static Syntax of(String name, String purpose) {
        return new Syntax(name, purpose);
    }

    /** One or more words that are no options. */
    public Syntax operands(String label, String meaning) {
        operand = label;
        operandPurpose = meaning;
        return this;
    }

    public Syntax flag(String option, String meaning) {
        options.addOption(Option.builder().longOpt(option).desc(meaning).get());
        return this;
    }

    /** An option with a value, at most once. */
    public Syntax value(String option, String label, String meaning) {
        options.addOption(valued(option, label, meaning).get());
        return this;
    }

    /** An option with a value, as often as there are values. */
    public Syntax values(String option, String label, String meaning) {
        repeatable.add(option);
        return value(option, label, meaning);
    }

    /** An option with a value, once or more. */
    public Syntax requiredValues(String option, String label, String meaning) {
        repeatable.add(option);
        options.addOption(valued(option, label, meaning).required().get());
        return this;
    }

    public Syntax exitCode(int code, String meaning) {
        exitCodes.put(code, meaning);
        return this;
    }

    private static Option.Builder valued(String option, String label, String meaning) {
        return Option.builder().longOpt(option).hasArg().argName(label).desc(meaning);
    }

    public String name() {
        return name;
    }

    public String purpose() {
        return purpose;
    }

    String operand() {
        return operand;
    }

    String operandPurpose() {
        return operandPurpose;
    }

    Map<Integer, String> exitCodes() {
        return exitCodes;
    }

    Collection<Option> options() {
        return options.getOptions();
    }

    boolean isRepeatable(Option option) {
        return repeatable.contains(option.getLongOpt());
    }

    /**
     * Whether the words ask for help and for nothing else. Help leaves with 0 as a gate that passed does, so a value that looks
     * like it, such as an image called {@code --help}, must not bring it about.
     */
    public static boolean asksForHelp(List<String> words) {
        return words.equals(List.of("-h")) || words.equals(List.of("--" + HELP));
    }

    /** Whether the words ask for the version and for nothing else, as with help. */
    public static boolean asksForVersion(List<String> words) {
        return words.equals(List.of("-V")) || words.equals(List.of("--" + VERSION));
    }

    /**
     * Reads the words behind the command's name.
     *
     * @throws UsageException unless they are what the command takes
     */
    public Arguments read(List<String> words) throws UsageException {
        CommandLine line;
        try {
            line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(options, words.toArray(String[]::new));
        } catch (ParseException e) {
            throw new UsageException(problem(e), e);
        }
        for (Option option : options.getOptions()) {
            String[] values = line.getOptionValues(option);
            if (values != null && values.length > 1 && !isRepeatable(option)) {
                throw new UsageException("Give --" + option.getLongOpt() + " once");
            }
        }
        if (operand.isEmpty() && !line.getArgList().isEmpty()) {
            throw new UsageException(
                    "'" + line.getArgList().get(0) + "' is no option; " + name + " takes options only");
        }
        if (!operand.isEmpty() && line.getArgList().isEmpty()) {
            throw new UsageException("Give " + operand + ": " + operandPurpose);
        }
        return new Arguments(line);
    }

    private String problem(ParseException e) {
        if (e instanceof MissingOptionException missing) {
            List<String> wanted = new ArrayList<>();
            missing.getMissingOptions().forEach(option -> wanted.add(Usage.written(options.getOption("" + option))));
            return "Give " + String.join(" and ", wanted);
        }
        if (e instanceof MissingArgumentException missing) {
            return "Give a value: " + Usage.written(missing.getOption());
        }
        if (e instanceof UnrecognizedOptionException unknown) {
            String option = unknown.getOption().replaceFirst("=.*", "");
            if (asksForHelp(List.of(option)) || asksForVersion(List.of(option))) {
                return "Give " + option + " with nothing else";
            }
            if (options.hasLongOption(option.replaceFirst("^--", ""))) {
                return option + " takes no value";
            }
            List<String> known = options.getOptions().stream()
                    .map(o -> "--" + o.getLongOpt())
                    .toList();
            return "There is no option " + option
                    + NearestName.of(option, known)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("");
        }
        return e.getMessage();
    }
}
